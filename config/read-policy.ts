import * as v from 'valibot';
import { policyFields } from './policy-schema.ts';
import type { QueuePolicy } from './schema.ts';

/** The fields of a policy in an item of the table. One that a hand has made something else of counts as absent. */
export function readPolicy(written: object): Partial<QueuePolicy> {
  const fields = Object.entries(written).flatMap(([name, value]) => {
    const reading = isField(name) ? v.safeParse(policyFields[name], value) : undefined;
    return reading?.success ? [[name, reading.output]] : [];
  });
  return Object.fromEntries(fields);
}

function isField(name: string): name is keyof typeof policyFields {
  return Object.hasOwn(policyFields, name);
}
