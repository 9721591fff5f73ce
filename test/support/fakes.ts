import type { Context } from 'aws-lambda';
import type { SigningKey } from '../../lambdas/domain/twilio-credentials.ts';
import { embeddedMetrics, type LogLine } from '../../lambdas/log/log-line.ts';
import type { EventServices, RotatingKeys } from '../../lambdas/services.ts';
import { AUTH_TOKEN, configuration, NOON_MS, tokenKey } from './builders.ts';
import { memoryEvents } from './memory-events.ts';

const refuse = (name: string) => () => {
  throw new Error(`${name} must not be called here`);
};

/** What the functions use together, and what opens their gates. */
export type AllServices = EventServices & { signingKeys: RotatingKeys<SigningKey>; mindfulKeys: RotatingKeys<string> };

/** Services of which every part fails the test if it is used, but for those that the test gives. */
export function services(overrides: Partial<AllServices> = {}): AllServices {
  return {
    configuration: configuration(),
    signingKeys: { read: async () => [tokenKey(AUTH_TOKEN)], readAgain: async () => undefined },
    mindfulKeys: { read: refuse('mindfulKeys.read'), readAgain: refuse('mindfulKeys.readAgain') },
    handledEvents: memoryEvents(),
    mindfulApi: { agentAnswered: refuse('mindfulApi.agentAnswered') },
    scheduler: {
      callbackStatus: refuse('scheduler.callbackStatus'),
      requestCallback: refuse('scheduler.requestCallback'),
      cancelCallback: refuse('scheduler.cancelCallback'),
    },
    tasks: {
      find: refuse('tasks.find'),
      listWaiting: refuse('tasks.listWaiting'),
      create: refuse('tasks.create'),
      read: refuse('tasks.read'),
      change: refuse('tasks.change'),
    },
    callTasks: { noteTask: refuse('callTasks.noteTask'), noteLeft: refuse('callTasks.noteLeft') },
    queueStates: {
      read: refuse('queueStates.read'),
      readNow: refuse('queueStates.readNow'),
      putSnapshot: refuse('queueStates.putSnapshot'),
      countAcceptance: refuse('queueStates.countAcceptance'),
      changeBreaker: refuse('queueStates.changeBreaker'),
      noteAbandonedCall: refuse('queueStates.noteAbandonedCall'),
      isAbandonedCall: refuse('queueStates.isAbandonedCall'),
    },
    callbacks: {
      find: refuse('callbacks.find'),
      request: refuse('callbacks.request'),
      move: refuse('callbacks.move'),
      listOpen: refuse('callbacks.listOpen'),
      reserveReturn: refuse('callbacks.reserveReturn'),
      noteLookUp: refuse('callbacks.noteLookUp'),
      claimLoss: refuse('callbacks.claimLoss'),
      closeLoss: refuse('callbacks.closeLoss'),
      claimLostTask: refuse('callbacks.claimLostTask'),
      noteLostTask: refuse('callbacks.noteLostTask'),
    },
    keyedNumbers: { claim: refuse('keyedNumbers.claim'), ofCall: refuse('keyedNumbers.ofCall') },
    nowMs: () => NOON_MS,
    warn: () => {},
    ...overrides,
  };
}

/** Keeps what would go to the log. */
export function logKeeper() {
  const lines: LogLine[] = [];
  return {
    lines,
    write: (line: LogLine) => {
      lines.push(line);
    },
    /** As they are written to standard output. */
    texts: () => lines.map((line) => JSON.parse(embeddedMetrics(line, 'test', NOON_MS)) as Record<string, unknown>),
    counted: () =>
      lines
        .flatMap((line) => line.measurements.map(({ name }) => name))
        .filter((name) => name !== 'WebhookLatency' && name !== 'ColdStart'),
  };
}

/** A Lambda context with so much time left. */
export function lambdaContext(remainingMs = 5000): Context {
  return { getRemainingTimeInMillis: () => remainingMs } as Context;
}
