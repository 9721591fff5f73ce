import * as v from 'valibot';
import { type FaultName, type Faults, faultDescriptions, faultNames } from '../../world/faults/faults.ts';
import { booleanField, optional, readFields } from './input.ts';

const fields = optional(v.entriesFromList(faultNames, booleanField));

/** Every fault with what it does and whether it is on. */
export function listFaults(faults: Faults) {
  return faultDescriptions.map((fault) => ({ ...fault, on: faults.isSwitchedOn(fault.name) }));
}

/** `{"dynamodb-down": true}` */
export function switchFaults(faults: Faults, body: object) {
  for (const [name, on] of Object.entries(readFields(body, fields))) faults.set(name as FaultName, on);
  return listFaults(faults);
}
