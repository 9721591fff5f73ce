import type { TwimlElement } from './twiml-grammar.ts';
import {
  type ElementRule,
  elementRules,
  type Place,
  type ValueRule,
  verbsAllowed,
  verbsNotSimulated,
} from './twiml-grammar.ts';

/** Everything that is wrong with a document, one phrase each. */
export function problemsOfDocument(verbs: readonly TwimlElement[], place: Place): string[] {
  const where = place === 'queue' ? "a waitUrl's document" : "a call's document";
  return verbs.flatMap((verb) => problemsOfChild(verb, verbsAllowed[place], where));
}

function problemsOfChild(element: TwimlElement, allowed: readonly string[], where: string): string[] {
  const rule = elementRules[element.name];
  if (rule && allowed.includes(element.name)) return problemsOfElement(element, rule);
  const known: readonly string[] = verbsNotSimulated;
  if (!known.includes(element.name)) return [`<${element.name}> is not allowed in ${where}`];
  return [`<${element.name}> is TwiML that this simulation does not carry out`];
}

function problemsOfElement(element: TwimlElement, rule: ElementRule): string[] {
  const name = `<${element.name}>`;
  const problems = Object.entries(element.attributes).flatMap((attribute) =>
    problemsOfAttribute(name, attribute, rule),
  );
  if (rule.text === 'required' && element.text === '') problems.push(`${name} is empty`);
  if (rule.text === 'none' && element.text !== '') problems.push(`${name} takes no text, but has "${element.text}"`);
  const { min, max } = rule.childCount ?? { min: 0, max: Number.POSITIVE_INFINITY };
  const count = element.children.length;
  if (count < min || count > max) problems.push(`${name} has ${count} children, but takes ${min} to ${max} here`);
  return [...problems, ...element.children.flatMap((child) => problemsOfChild(child, rule.children, name))];
}

function problemsOfAttribute(element: string, [name, value]: [string, string], rule: ElementRule): string[] {
  const valueRule = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
  if (valueRule) {
    const expected = expectation(value, valueRule);
    return expected ? [`${element} ${name}="${value}" is not ${expected}`] : [];
  }
  if (!rule.notSimulated.includes(name)) return [`${element} has no attribute ${name}`];
  return [`${element} ${name} is TwiML that this simulation does not carry out`];
}

/** What the value should have been, or `undefined` when it is right. */
function expectation(value: string, rule: ValueRule): string | undefined {
  switch (rule.kind) {
    case 'text':
      return value === '' ? 'a text' : undefined;
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'true or false';
    case 'url':
      return isUrl(value) || (value === '' && rule.mayBeEmpty) ? undefined : 'a URL';
    case 'integer':
      return isInteger(value, rule) ? undefined : `a whole number from ${rule.min} to ${rule.max}`;
    case 'one-of':
      return rule.values.includes(value) ? undefined : `a value that Twilio lists (${sample(rule.values)})`;
    case 'list-of':
      return value.split(' ').every((item) => rule.values.includes(item)) ? undefined : `of ${sample(rule.values)}`;
  }
}

function isInteger(value: string, { min, max }: { min: number; max: number }): boolean {
  return /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
}

/** Twilio refuses host names with an underscore. */
function isUrl(value: string): boolean {
  if (value === '' || /\s/.test(value) || !URL.canParse(value, 'https://localhost')) return false;
  const { protocol, hostname } = new URL(value, 'https://localhost');
  return /^https?:$/.test(protocol) && !hostname.includes('_');
}

function sample(values: readonly string[]): string {
  const shown = values.slice(0, 4).map((value) => value || 'empty');
  return shown.join(', ') + (values.length > shown.length ? ', ...' : '');
}
