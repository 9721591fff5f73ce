/** Input that the control API refuses: what is wrong, and what to write instead. */
export class BadInput extends Error {
  readonly instead: string;
  readonly status: number;

  constructor(problem: string, instead: string, status = 400) {
    super(problem);
    this.instead = instead;
    this.status = status;
  }
}

/** Checks one field's value and returns it; throws BadInput with the field's name. */
export type FieldReader<T> = (value: unknown, name: string) => T;

type FieldReaders = Record<string, FieldReader<unknown>>;
type Fields<R extends FieldReaders> = { [Name in keyof R]: ReturnType<R[Name]> };

/** The given fields of a JSON object, each checked; a field that nobody reads is refused. */
export function readFields<R extends FieldReaders>(body: unknown, readers: R): Partial<Fields<R>> {
  const known = Object.keys(readers).join(', ');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadInput('The body is not a JSON object.', `Send an object with some of these fields: ${known}.`);
  }
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!reader) throw new BadInput(`There is no field "${name}".`, `Use one of: ${known}.`);
    fields[name] = reader(value, name);
  }
  return fields as Partial<Fields<R>>;
}

/** The same, where some fields must be there. */
export function readFieldsWith<R extends FieldReaders, Required extends keyof R & string>(
  body: unknown,
  readers: R,
  required: readonly Required[],
): Partial<Fields<R>> & Pick<Fields<R>, Required> {
  const fields = readFields(body, readers);
  for (const name of required) {
    if (!(name in fields)) throw new BadInput(`The field "${name}" is missing.`, `Send ${required.join(' and ')}.`);
  }
  return fields as Partial<Fields<R>> & Pick<Fields<R>, Required>;
}

export function number(from: number, to: number): FieldReader<number> {
  return (value, name) => {
    if (typeof value === 'number' && value >= from && value <= to) return value;
    throw new BadInput(`"${name}" is ${JSON.stringify(value)}.`, `Write a number from ${from} to ${to}.`);
  };
}

export function wholeNumber(from: number, to: number): FieldReader<number> {
  return (value, name) => {
    if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return value as number;
    throw new BadInput(`"${name}" is ${JSON.stringify(value)}.`, `Write a whole number from ${from} to ${to}.`);
  };
}

export function orNull<T>(reader: FieldReader<T>): FieldReader<T | null> {
  return (value, name) => {
    if (value === null) return null;
    try {
      return reader(value, name);
    } catch (error) {
      if (error instanceof BadInput) throw new BadInput(error.message, error.instead.replace(/\.$/, ', or null.'));
      throw error;
    }
  };
}

export function oneOf<Name extends string>(names: readonly Name[]): FieldReader<Name> {
  return (value, name) => {
    const found = names.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw new BadInput(`"${name}" is ${JSON.stringify(value)}.`, `Write one of: ${names.join(', ')}.`);
  };
}

export function text(pattern: RegExp, instead: string): FieldReader<string> {
  return (value, name) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new BadInput(`"${name}" is ${JSON.stringify(value) ?? 'missing'}.`, instead);
  };
}

export const trueOrFalse: FieldReader<boolean> = (value, name) => {
  if (typeof value === 'boolean') return value;
  throw new BadInput(`"${name}" is ${JSON.stringify(value)}.`, 'Write true or false.');
};
