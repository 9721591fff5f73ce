import { invalidParameter } from './answers.ts';

const COMPARISON = /^\s*([\w.]+)\s*(==|=|!=)\s*(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))\s*$/;

/**
 * The plain part of TaskRouter's expression language: comparisons with a text or a number, joined by AND.
 * https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function matchesExpression(attributes: Readonly<Record<string, unknown>>, expression: string): boolean {
  return expression.split(/\s+AND\s+|\s*&&\s*/i).every((comparison) => matches(attributes, comparison));
}

function matches(attributes: Readonly<Record<string, unknown>>, comparison: string): boolean {
  const [, path, operator, double, single, number] = COMPARISON.exec(comparison) ?? [];
  if (path === undefined)
    throw invalidParameter(`EvaluateTaskAttributes: "${comparison}" is not simulated here: use key == "value"`);
  const wanted = double ?? single ?? Number(number);
  const value = path.split('.').reduce<unknown>((node, key) => childOf(node, key), attributes);
  return (value === wanted) === (operator !== '!=');
}

function childOf(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
}
