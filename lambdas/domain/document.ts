import * as v from 'valibot';
import { type PhoneNumber, parsePhoneNumber } from './phone-number.ts';

/*
 * What documents from outside are read with. Vendors, hands and other versions write them, so a reader believes no field: what does not
 * have its form counts as absent, and the rest holds.
 */

/** JSON may hold 1e999. */
export const finite = v.pipe(v.number(), v.finite());

export const count = v.pipe(finite, v.minValue(0));

/** Milliseconds since 1970, up to the last moment that a date can name. */
export const epochMs = v.pipe(count, v.maxValue(8.64e15));

/** A number as Twilio writes it. */
export const phoneNumber = v.pipe(
  v.string(),
  v.transform((text) => parsePhoneNumber(text)),
  v.custom<PhoneNumber>((number) => number !== undefined),
);

/** A field that counts as absent where it does not have its form. */
export function lenient<Schema extends v.GenericSchema>(schema: Schema) {
  return v.fallback(v.optional(schema), undefined);
}

type Fields<Entries extends v.ObjectEntries> = v.InferOutput<v.ObjectSchema<Entries, undefined>>;

/** An object without the fields that count as absent. */
export function document<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(
    v.object(entries),
    v.transform<Fields<Entries>, Fields<Entries>>((fields) => {
      const present = Object.entries(fields).filter(([, value]) => value !== undefined);
      return Object.fromEntries(present) as Fields<Entries>;
    }),
  );
}

export function json<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(v.string(), v.parseJson(), schema);
}

/** `undefined` for a document that is not what the schema says. No text of it gets into an error. */
export function readAs<Schema extends v.GenericSchema>(
  schema: Schema,
  written: unknown,
): v.InferOutput<Schema> | undefined {
  const reading = v.safeParse(schema, written);
  return reading.success ? reading.output : undefined;
}
