import type { ActualTwilio } from './actual-state.ts';
import type { DesiredTwilio } from './desired-state.ts';
import type { Remembered } from './memory.ts';
import { isOwn, type OwnOrigins, originOf } from './own-origins.ts';
import { planEvents } from './plan-events.ts';
import { planNumbers } from './plan-numbers.ts';
import { planSip } from './plan-sip.ts';
import { queueProblems } from './queue-problems.ts';
import type { Settings } from './twilio-resources.ts';

export interface Difference {
  field: string;
  from: string;
  to: string;
}

/** One step towards the desired state, as data. A SID that is absent belongs to a resource that an earlier step creates. */
export type Change =
  | { kind: 'create-list'; friendlyName: string }
  | { kind: 'add-address'; range: string; listSid: string | undefined }
  | { kind: 'delete-address'; range: string; listSid: string; sid: string }
  | { kind: 'delete-list'; sid: string; friendlyName: string }
  | { kind: 'create-domain'; domainName: string; friendlyName: string; settings: Settings }
  | { kind: 'add-list-to-domain'; domainName: string; domainSid: string | undefined; listSid: string | undefined }
  | { kind: 'remove-list-from-domain'; domainName: string; domainSid: string; listSid: string }
  | { kind: 'delete-domain'; sid: string; domainName: string }
  | { kind: 'create-sink'; description: string; destination: string }
  | { kind: 'create-subscription'; description: string; sinkSid: string | undefined; types: readonly string[] }
  | { kind: 'delete-subscription'; sid: string; description: string }
  | { kind: 'delete-sink'; sid: string; description: string }
  | Update
  | { kind: 'forget'; sid: string; name: string };

/** Changes settings of a resource that is not this stage's own: what they were is remembered first. */
export interface Update {
  kind: 'update-number' | 'update-domain' | 'update-workspace';
  sid: string;
  name: string;
  differences: readonly Difference[];
  /** Absent when it is remembered already, or when the resource is this stage's own. */
  remember?: Remembered;
}

export interface Plan {
  changes: readonly Change[];
  /** Why nothing may be changed, each with what to do about it. */
  refusals: readonly string[];
}

/** The way from what is to what is wanted; pure. The same state twice gives no changes the second time. */
export function planTwilio(desired: DesiredTwilio, actual: ActualTwilio): Plan {
  const sip = planSip(desired, actual);
  const events = planEvents(desired, actual);
  const numbers = planNumbers(desired, actual);
  const refusals = [...queueProblems(desired, actual), ...sip.refusals, ...events.refusals, ...numbers.refusals];
  // Callers reach the numbers: they are changed when everything behind them is there, and given back before it goes.
  const changes = desired.sipDomain
    ? [...sip.changes, ...events.changes, ...numbers.changes]
    : [...numbers.changes, ...events.changes, ...sip.changes];
  return { changes, refusals };
}

export function differencesBetween(actual: Settings, desired: Settings): Difference[] {
  return Object.entries(desired)
    .map(([field, to]) => ({ field, from: actual[field] ?? '', to }))
    .filter(({ from, to }) => from !== to);
}

/** What is given back later: never an address of this stage itself, which would then lead nowhere. */
export function worthRemembering(settings: Settings, wanted: Settings, ownOrigins: OwnOrigins): Settings {
  const origins = new Set([...ownOrigins, ...Object.values(wanted).map(originOf)].filter((origin) => origin !== ''));
  const kept = (value: string) => (isOwn(value, origins) ? '' : value);
  return Object.fromEntries(Object.entries(settings).map(([field, value]) => [field, kept(value)]));
}
