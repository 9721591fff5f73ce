import { type FaultName, type Faults, faultDescriptions, faultNames } from '../faults/faults.ts';
import { readFields, trueOrFalse } from './input.ts';

const readers = Object.fromEntries(faultNames.map((name) => [name, trueOrFalse])) as Record<
  FaultName,
  typeof trueOrFalse
>;

/** Every fault with what it does and whether it is on. */
export function listFaults(faults: Faults) {
  return faultNames.map((name) => ({ name, description: faultDescriptions[name], on: faults.isOn(name) }));
}

/** `{"dynamodb-down": true}` */
export function switchFaults(faults: Faults, body: unknown) {
  for (const [name, on] of Object.entries(readFields(body, readers))) faults.set(name as FaultName, on);
  return listFaults(faults);
}
