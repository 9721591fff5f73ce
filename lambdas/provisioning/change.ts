import type { Memory, Remembered, Settings } from './memory.ts';
import { isOwn, type Ownership, originOf } from './ownership.ts';
import { askTwilio } from './twilio-failures.ts';

/** One step towards the desired state. */
export interface Change {
  /** How it is shown in a plan. */
  lines: readonly Line[];
  /** At most one request to Twilio. */
  apply(): Promise<void>;
}

export interface Line {
  action: string;
  resource: string;
  what: string;
}

export function step(action: string, resource: string, what: string, request: () => Promise<unknown>): Change {
  return { lines: [{ action, resource, what }], apply: async () => void (await askTwilio(request)) };
}

export function differencesBetween(actual: object, desired: Settings) {
  return Object.entries(desired)
    .map(([field, to]) => ({ field, from: settingOf(actual, field), to }))
    .filter(({ from, to }) => from !== to);
}

/** A resource whose settings can be changed, as it is in Twilio. */
export interface Changeable {
  /** How a plan calls it. */
  resource: string;
  sid: string;
  name: string;
  actual: object;
  save(settings: Settings): Promise<unknown>;
}

/** What is remembered of the account, and where it is written. */
interface Bookkeeping {
  memory: Memory;
  ownership: Ownership;
}

/** Changes the settings that differ; nothing when there are none, and nothing to remember either. */
export function update({ resource, name, actual, save }: Changeable, desired: Settings, remember?: Change['apply']) {
  const differences = differencesBetween(actual, desired);
  if (differences.length === 0 && !remember) return [];
  const lines = differences.map(({ field, from, to }) => ({
    action: 'change',
    resource: `${resource} ${name}`,
    what: `${field}: ${from || '(none)'} -> ${to || '(none)'}`,
  }));
  const settings = Object.fromEntries(differences.map(({ field, to }) => [field, to]));
  const apply = async () => {
    await remember?.();
    if (differences.length > 0) await askTwilio(() => save(settings));
  };
  return [{ lines, apply }];
}

/** The same for a resource of somebody else: what it was like is remembered first, and what others change of it besides. */
export function borrow(
  kind: string,
  changeable: Changeable,
  desired: Settings,
  { memory, ownership }: Bookkeeping,
  besides?: Settings,
): Change[] {
  const { sid, name, actual } = changeable;
  const isUnchanged = !besides && differencesBetween(actual, desired).length === 0;
  if (isUnchanged || ownership.remembered.some((item) => item.sid === sid)) return update(changeable, desired);
  const settings = { ...worthRemembering(actual, desired, ownership), ...besides };
  return update(changeable, desired, () => memory.remember({ sid, name, kind, settings }));
}

export function forget(memory: Memory, { sid, name }: Pick<Remembered, 'sid' | 'name'>): Change {
  const line = { action: 'forget', resource: name, what: 'what it was like before' };
  return { lines: [line], apply: () => memory.forget(sid) };
}

/** A resource that leads elsewhere by now, be it to another stage, stays so: somebody decided that after this stage did. */
export function giveBack(
  item: Remembered,
  present: Changeable | undefined,
  urlField: string,
  { memory, ownership }: Bookkeeping,
): Change[] {
  const isOurs = present && isOwn(settingOf(present.actual, urlField), ownership.origins);
  return [...(isOurs ? update(present, item.settings) : []), forget(memory, item)];
}

/** Twilio's value, or `''` where it has none. */
export function settingOf(resource: object, field: string): string {
  return (resource as Record<string, string | null | undefined>)[field] ?? '';
}

/** What is given back later: never an address of this stage itself, which would then lead nowhere. */
function worthRemembering(actual: object, desired: Settings, ownership: Ownership): Settings {
  const desiredOrigins = Object.values(desired).map(originOf);
  const origins = new Set([...ownership.origins, ...desiredOrigins].filter((origin) => origin !== ''));
  const kept = (value: string) => (isOwn(value, origins) ? '' : value);
  return Object.fromEntries(Object.keys(desired).map((field) => [field, kept(settingOf(actual, field))]));
}
