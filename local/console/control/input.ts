import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';
import { collectBody } from '../../world/loopback-server.ts';

/** Input that the control API refuses: the answer says what is wrong, and what to write instead. */
export class BadInput extends HTTPException {
  constructor(problem: string, instead: string, status: ContentfulStatusCode = 400) {
    super(status, { message: problem, res: Response.json({ error: problem, do: instead }) });
  }
}

/** The JSON object in the body, whatever its content type; an empty one without a body. */
export async function readObject(
  { env }: Context<{ Bindings: HttpBindings }>,
  limitBytes = BODY_LIMIT_BYTES,
): Promise<object> {
  const bytes = await collectBody(env.incoming, limitBytes);
  if (!bytes) throw new BadInput('The body is too large.', `Send at most ${limitBytes} bytes.`, 413);
  const body = parse(bytes.toString('utf8').trim() || '{}');
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new BadInput('The body is not a JSON object.', EXAMPLE);
}

const BODY_LIMIT_BYTES = 100_000;

const EXAMPLE = 'Send a JSON object, such as {"from": "+14155550123"}.';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput('The body is not JSON.', EXAMPLE);
  }
}

/** The body's fields, each checked; a field that the schema does not name is refused. */
export function readFields<Entries extends v.ObjectEntries>(body: object, entries: Entries) {
  const reading = v.safeParse(v.strictObject(entries), body, { abortEarly: true });
  if (reading.success) return reading.output;
  const [issue] = reading.issues;
  const [name = ''] = (v.getDotPath(issue) ?? '').split('.');
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (!entry) throw new BadInput(`There is no field "${name}".`, `Use one of: ${Object.keys(entries).join(', ')}.`);
  if (issue.type === 'strict_object') {
    const required = Object.keys(entries).filter((key) => entries[key]?.type !== 'exact_optional');
    throw new BadInput(`The field "${name}" is missing.`, `Send ${required.join(' and ')}.`);
  }
  const instead = v.is(entry, null) ? issue.message.replace(/\.$/, ', or null.') : issue.message;
  throw new BadInput(`"${name}" is ${JSON.stringify(issue.input)}.`, instead);
}

type Optional<Entries extends v.ObjectEntries> = {
  [Name in keyof Entries]: v.ExactOptionalSchema<Entries[Name], undefined>;
};

/** Fields of which each may be absent. */
export function optional<Entries extends v.ObjectEntries>(entries: Entries): Optional<Entries> {
  const wrapped = Object.entries(entries).map(([name, entry]) => [name, v.exactOptional(entry)]);
  return Object.fromEntries(wrapped) as Optional<Entries>;
}

export function numberField(from: number, to: number) {
  const limits = v.pipe(v.number(), v.minValue(from), v.maxValue(to));
  return v.config(limits, { message: `Write a number from ${from} to ${to}.` });
}

export function wholeNumberField(from: number, to: number) {
  const limits = v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));
  return v.config(limits, { message: `Write a whole number from ${from} to ${to}.` });
}

export function textField(pattern: RegExp, message: string) {
  return v.config(v.pipe(v.string(), v.regex(pattern)), { message });
}

export function oneOfField<const Name extends string>(names: readonly Name[]) {
  return v.picklist(names, `Write one of: ${names.join(', ')}.`);
}

export const booleanField = v.boolean('Write true or false.');
