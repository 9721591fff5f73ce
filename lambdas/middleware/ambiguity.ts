import type { Route } from '../routes.ts';
import {
  formatOf,
  isDocumented,
  isParameterName,
  NUMBER_RUN_INTO_A_NAME,
  namesWithin,
  requiredParameters,
  type Sender,
  senderOf,
} from './twilio-parameters.ts';

type Values = ReadonlyMap<string, string>;

/**
 * Whether a signed request could be another one in disguise. Twilio signs names and values one after the other without anything
 * between, so whoever has seen one signed request can cut the same string into other parameters: `Digits` with the value `1` as a
 * parameter called `Digits1`, or as the end of the value before. Parameters that we don't know are welcome as long as
 * they hide none that we act on.
 */
export function isAmbiguous(route: Route, values: Values): boolean {
  const sender = senderOf(route);
  return (
    requiredParameters[sender].some((name) => !values.has(name)) ||
    [...values].some(([name, value]) => !isParameterName(name) || isOutOfForm(name, value)) ||
    hidesAnother(values, sender)
  );
}

function isOutOfForm(name: string, value: string): boolean {
  if (name === 'From') return NUMBER_RUN_INTO_A_NAME.test(value);
  if (name === 'TaskAttributes') return !isJsonObject(value);
  const format = formatOf(name);
  if (!format) return false;
  const { pattern, words = [] } = format;
  const isCutShort = !words.includes(value) && words.some((word) => word.startsWith(value));
  return !pattern.test(value) || isCutShort;
}

/** One of Twilio's names where no name begins, with a value that fits behind it, while the parameter itself is missing. */
function hidesAnother(values: Values, sender: Sender): boolean {
  const cells = cellsOf(values, sender);
  const text = cells.map((cell) => cell.text).join('');
  return namesWithin(text, sender).some(({ name, start }) => {
    const end = start + name.length;
    const mayHaveValue = formatOf(name)?.begins.test(text.slice(end)) ?? true;
    if (values.has(name) || !mayHaveValue) return false;
    // `SipDomain` within `SipDomainSid` is nothing but itself, and so is whatever stands in JSON.
    return !cells.some((cell) => cell.holdsNone && cell.start <= start && end <= cell.start + cell.text.length);
  });
}

interface Cell {
  text: string;
  start: number;
  holdsNone: boolean;
}

/** Names and values in the order in which they are signed. */
function cellsOf(values: Values, sender: Sender): Cell[] {
  let start = 0;
  const sorted = [...values].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.flatMap(([name, value]) => {
    const nameCell = { text: name, start, holdsNone: isDocumented(name, sender) };
    const valueCell = { text: value, start: start + name.length, holdsNone: isJsonObject(value) };
    start += name.length + value.length;
    return [nameCell, valueCell];
  });
}

/** An object's closing brace leaves no room for another parameter behind it. */
function isJsonObject(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
