import type { Configuration, QueueConfig } from '../domain/queue-config.ts';
import type { QueueState } from '../domain/queue-snapshot.ts';
import { type LogLine, problemOf } from '../log/log-line.ts';
import type { CallServices } from '../services.ts';
import type { WebhookHandler } from './webhook-handler.ts';
import type { WebhookEvent } from './webhook-request.ts';

/** What a function answers to a webhook that a deploy sends before the first caller. */
interface CheckedAnswer {
  statusCode?: number;
  headers?: Record<string, unknown>;
  body?: string;
  /** What a caller would not have noticed: a safe answer, a read that failed, a warning. */
  problems: string[];
}

/**
 * The handler of a function. A webhook that a deploy marks goes through the same gate and the same steps, on a queue with a
 * long wait, and writes nothing: no record, no log line, no metric. API Gateway makes the event of every other webhook, so
 * nobody outside of the account can set the mark.
 */
export function withPreTrafficCheck<Services extends CallServices>(
  handlerOf: (services: Services, write: (line: LogLine) => void) => WebhookHandler,
  services: Services,
  write: (line: LogLine) => void,
): WebhookHandler {
  const serve = handlerOf(services, write);
  return async (event, context) => {
    if (!isMarked(event)) return serve(event, context);
    const problems: string[] = [];
    const heard = (line: LogLine) => {
      const { message, properties } = line;
      if (message !== undefined) problems.push([message, properties['problem']].filter(Boolean).join(': '));
    };
    const checked = handlerOf(servicesOfCheck(services, problems), heard);
    const answer = await checked(event, context);
    return { ...answer, problems } satisfies CheckedAnswer as Awaited<ReturnType<WebhookHandler>>;
  };
}

/** Has no effect. */
export type MarkedEvent = WebhookEvent & { preTrafficCheck: true };

function isMarked(event: WebhookEvent & { preTrafficCheck?: unknown }): event is MarkedEvent {
  return event.preTrafficCheck === true;
}

/** Reads for real, so that a wrong table or a missing permission shows; what is read does not decide, and nothing is written. */
function servicesOfCheck<Services extends CallServices>(services: Services, problems: string[]): Services {
  const { queueStates, callbacks, keyedNumbers, configuration, nowMs } = services;
  const reading = async <T>(read: Promise<unknown>, instead: T): Promise<T> => {
    await read.catch((error: unknown) => problems.push(`not read: ${problemOf(error)}`));
    return instead;
  };
  return {
    ...services,
    configuration: alwaysOffering(configuration),
    queueStates: {
      read: (queue) => reading(queueStates.read(queue), longWait(nowMs())),
      readNow: (queue) => reading(queueStates.readNow(queue), longWait(nowMs())),
      putSnapshot: async () => undefined,
      changeBreaker: async () => true,
      countAcceptance: async () => true,
      noteAbandonedCall: async () => undefined,
      isAbandonedCall: (...call) => reading(queueStates.isAbandonedCall(...call), false),
    },
    keyedNumbers: {
      claim: async () => 'claimed',
      ofCall: (callSid) => reading(keyedNumbers.ofCall(callSid), undefined),
    },
    callbacks: {
      find: (caller, queue) => reading(callbacks.find(caller, queue), undefined),
      listOpen: (queue) => reading(callbacks.listOpen(queue), []),
      request: async () => 'written',
      // A function that only moves records must find the table as well.
      move: ({ caller, queue }) => reading(callbacks.find(caller, queue), false),
      reserveReturn: async () => false,
      claimLoss: async () => false,
      closeLoss: async () => false,
      claimLostTask: async () => undefined,
      noteLostTask: async () => false,
    },
  };
}

function longWait(nowMs: number): QueueState {
  const wait = { quoteSeconds: 900, offerSeconds: 900 };
  const mindful = { kind: 'offering', widgetState: 'open' } as const;
  const sample = { estimator: 'waiting-callbacks', freeAgents: 0, openCallbacks: 0 } as const;
  return { snapshot: { sampledAtMs: nowMs, wait, mindful, ...sample } };
}

/** Whatever the hour and the policy, the way to the offer is tried. */
function alwaysOffering(configuration: Configuration): Configuration {
  return { ...configuration, queues: configuration.queues.map(offering) };
}

function offering({ policy, ...queue }: QueueConfig): QueueConfig {
  const { openingHours: _, ...others } = policy;
  const offers = { offers: 'ask', offerBeforeQueue: true, offerOnHold: true, quoteFrom: 'estimate' } as const;
  const asToday = { registerBy: 'transfer', callingAgain: 'hold', anotherNumber: 'nobody' } as const;
  return {
    ...queue,
    languageChoice: [],
    callable: { plans: [], refused: [] },
    policy: { ...others, ...offers, ...asToday, thresholdSeconds: 60, maxOpenCallbacks: 100 },
  };
}
