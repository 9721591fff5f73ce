import * as v from 'valibot';
import { type PhoneNumber, readPhoneNumber } from './phone-number.ts';

/** An ID as text, which some versions of a vendor write as a number. */
export const identifier = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

/** A number as other systems write it. */
export const writtenNumber = v.pipe(
  identifier,
  v.transform((text) => readPhoneNumber(text)),
  v.custom<PhoneNumber>((number) => number !== undefined),
);
