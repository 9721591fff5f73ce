import type { Configuration } from '../domain/queue-config.ts';
import { concernsUs, type KeptEvent, readKeptEvent } from '../domain/task/kept-event.ts';
import { handledEvents as handledTypes } from '../domain/task/task-event.ts';
import type { LogLine } from '../log/log-line.ts';
import type { LogMessageName } from '../log/log-messages.ts';
import type { HandledEvents, TaskRouterEvents } from '../services.ts';
import { inTurns } from './in-turns.ts';

/** Longer than Twilio tries to deliver a webhook: what is not marked by then is not on its way any more. */
const SETTLED_AFTER_MS = 60_000;

/** Nothing from before this version is caught up: the one before has marked nothing. */
const BEGIN_AFTER_MS = 120_000;

/** What is older stays as it is. */
const LONGEST_MS = 24 * 60 * 60_000;

/** TaskRouter gives up to a thousand events a request, so this is the history of a peak of an hour. */
const MOST_REQUESTS = 90;

const SECOND_MS = 1000;

export interface CatchUpServices {
  configuration: Configuration;
  taskRouterEvents: TaskRouterEvents;
  handledEvents: HandledEvents;
  /** Does and counts what its webhook would have. */
  handle(event: KeptEvent): Promise<void>;
  nowMs(): number;
  warn(message: LogMessageName, error: unknown): void;
  write(line: LogLine): void;
  hasTime(): boolean;
}

/** A stretch of time from which events were missing. */
export interface Gap {
  fromMs: number;
  toMs: number;
}

/**
 * Whether a webhook came can be known only by asking for what happened: three requests a workspace and minute. Reads TaskRouter's
 * own record since the last time, and does what no webhook did. The same step carries it out, and its changes are
 * conditional: a webhook that comes after all, or another sampler at the same moment, changes and counts nothing twice.
 */
export async function catchUp(services: CatchUpServices): Promise<Gap[]> {
  const workspaces = new Set(services.configuration.queues.map(({ taskRouter }) => taskRouter.workspaceSid));
  const gaps: Gap[] = [];
  for (const workspaceSid of workspaces) {
    try {
      gaps.push(...(await catchUpWorkspace(workspaceSid, services)));
    } catch (error) {
      services.warn('eventsNotRead', error);
    }
  }
  return gaps;
}

async function catchUpWorkspace(workspaceSid: string, services: CatchUpServices): Promise<Gap[]> {
  const { handledEvents, nowMs, hasTime, warn, write } = services;
  const readUntilMs = await handledEvents.readUntilMs(workspaceSid);
  if (readUntilMs === undefined) {
    await handledEvents.noteReadUntil(workspaceSid, wholeSecond(nowMs() + BEGIN_AFTER_MS));
    return [];
  }
  const untilMs = wholeSecond(nowMs() - SETTLED_AFTER_MS);
  let fromMs = Math.max(readUntilMs, untilMs - LONGEST_MS);
  if (fromMs > readUntilMs) warn('eventsGivenUp', new Error(`from ${iso(readUntilMs)} to ${iso(fromMs)}`));
  const gaps: Gap[] = [];
  let windowMs = untilMs - fromMs;
  for (let requests = 0; fromMs < untilMs && requests < MOST_REQUESTS && hasTime(); requests += handledTypes.length) {
    const window = { fromMs, toMs: Math.min(fromMs + windowMs, untilMs) };
    const events = await eventsIn(window, workspaceSid, services);
    if (!events && windowMs > SECOND_MS) {
      windowMs = Math.max(SECOND_MS, wholeSecond(windowMs / 2));
      continue;
    }
    if (!events) warn('eventsGivenUp', new Error(`too many in the second ${iso(fromMs)}`));
    const missed = events ? await unhandled(events, window, services) : [];
    await handleAll(missed, services);
    if (missed.length > 0) {
      gaps.push(window);
      const properties = { from: iso(window.fromMs), to: iso(window.toMs) };
      write({
        measurements: [{ name: 'EventsCaughtUp', value: missed.length }],
        message: 'eventsCaughtUp',
        properties,
      });
    }
    await handledEvents.noteReadUntil(workspaceSid, window.toMs);
    fromMs = window.toMs;
  }
  return gaps;
}

/** `undefined` when there are too many for one list of a type. */
async function eventsIn(
  window: Gap,
  workspaceSid: string,
  { taskRouterEvents }: CatchUpServices,
): Promise<KeptEvent[] | undefined> {
  const lists = await Promise.all(
    handledTypes.map((eventType) => taskRouterEvents.list(workspaceSid, { eventType, ...window })),
  );
  if (lists.includes(undefined)) return undefined;
  const events = lists.flatMap((list) => (list ?? []).flatMap((written) => readKeptEvent(written) ?? []));
  return events.sort((one, other) => one.atMs - other.atMs);
}

async function unhandled(
  events: KeptEvent[],
  { fromMs, toMs }: Gap,
  { handledEvents, configuration }: CatchUpServices,
): Promise<KeptEvent[]> {
  const ours = events.filter((event) => concernsUs(event, configuration));
  if (ours.length === 0) return [];
  const handled = await handledEvents.between(fromMs, toMs);
  return ours.filter(({ key }) => !handled.has(key));
}

/** Those of one callback, or of one task, in the order in which they happened; the others beside them. */
async function handleAll(events: KeptEvent[], { handle }: CatchUpServices): Promise<void> {
  const stories = new Map<string, KeptEvent[]>();
  for (const event of events) {
    const { callback, lostCallback, taskSid = '' } = event;
    const about = callback?.callSid ?? lostCallback?.callSid ?? callback?.caller ?? taskSid;
    stories.set(about, [...(stories.get(about) ?? []), event]);
  }
  const tell = async (story: KeptEvent[]) => {
    for (const event of story) await handle(event);
  };
  const { faults } = await inTurns([...stories.values()], () => true, tell);
  if (faults.length > 0) throw faults[0];
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
