import * as v from 'valibot';
import { prose } from './prose.ts';

/*
 * The forms that fields of a configuration have. The message of each schema is what a person is told to write instead of a
 * mistake; a description says what the field is about.
 */

/** What a field is about, for editors. */
export function about<Schema extends v.GenericSchema>(schema: Schema, text: string) {
  return v.pipe(schema, v.description(text));
}

export function text(pattern: RegExp, remedy: string) {
  return v.pipe(v.string(remedy), v.regex(pattern, remedy));
}

export function wholeNumber(lowest: number, highest: number, about: string) {
  const remedy = `a whole number from ${lowest} to ${highest}`;
  return v.pipe(
    v.number(remedy),
    v.integer(remedy),
    v.minValue(lowest, remedy),
    v.maxValue(highest, remedy),
    v.description(about),
  );
}

export function oneOf<const Names extends readonly string[]>(names: Names, about: string) {
  return v.pipe(
    v.picklist(names, () => `one of ${names.map((name) => `"${name}"`).join(', ')}`),
    v.description(about),
  );
}

export function trueOrFalse(about: string) {
  return v.pipe(v.boolean(prose('true or false')), v.description(about));
}

export function listOf(item: v.GenericSchema<string>, about: string) {
  return v.pipe(v.array(item, prose('a list')), v.description(about));
}

export function isUnique(list: string[]): boolean {
  return new Set(list).size === list.length;
}

export function uniqueListOf(item: v.GenericSchema<string>, about: string) {
  return v.pipe(v.array(item, prose('a list')), v.check(isUnique, prose('each of them once')), v.description(about));
}

/** Every field that it does not know is a mistake of its own; valibot's strictObject names the first alone. */
export function object<const Entries extends v.ObjectEntries>(entries: Entries, about: string) {
  const remedyOf = ({ path }: v.BaseIssue<unknown>): string => {
    const missing = path && entries[String(path[0].key)];
    return (missing && v.safeParse(missing, undefined).issues?.[0].message) ?? prose('an object: {...}');
  };
  return v.pipe(
    v.looseObject(entries, remedyOf) as unknown as v.StrictObjectSchema<Entries, string>,
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      if (typeof value !== 'object' || value === null) return;
      for (const key of Object.keys(value).filter((name) => !Object.hasOwn(entries, name))) {
        const known = Object.keys(entries).filter((name) => !name.startsWith('$'));
        const input = value as Record<string, unknown>;
        const place = { type: 'object', origin: 'key', input, key, value: input[key] } as const;
        addIssue({ message: `one of ${known.join(', ')}`, path: [place] });
      }
    }),
    v.description(about),
  );
}
