import { readFileSync } from 'node:fs';

/** A document as the vendor publishes it; its file says where. */
export function vendorDocument(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../vendor/${name}.json`, import.meta.url), 'utf8'));
}

const forms: readonly [name: string, form: RegExp][] = [
  ['a time with milliseconds', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['a time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['an American number with hyphens', /^\d{3}-\d{3}-\d{4}$/],
  ['a UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['a number with a plus sign', /^\+\d+$/],
  ['digits', /^\d+$/],
  ['hexadecimal digits', /^[0-9a-f]{6,}$/],
  ['the source of a call', /^Phone:\d+$/],
  ['a telephone address', /^tel:\+\d+$/],
  ['a word in lower case', /^[a-z]+$/],
];

/**
 * The fields of a document, each with the form of its value instead of the value. What stands under one of the `free` names may
 * be anything.
 */
export function formOf(value: unknown, free: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => formOf(item, free));
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, item]) => [name, free.includes(name) ? '' : formOf(item, free)]);
    return Object.fromEntries(fields);
  }
  if (typeof value !== 'string') return typeof value;
  return forms.find(([, form]) => form.test(value))?.[0] ?? 'text';
}
