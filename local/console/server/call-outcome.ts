import type { CallbackView } from '../../mindful/callback.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { CallOutcome } from '../wire.ts';

/** Each caller's callbacks, oldest first. */
export type CallbacksByNumber = ReadonlyMap<string, readonly CallbackView[]>;

export function byNumber(callbacks: readonly CallbackView[]): CallbacksByNumber {
  const map = new Map<string, CallbackView[]>();
  for (const callback of callbacks) {
    map.set(callback.customerNumber, [...(map.get(callback.customerNumber) ?? []), callback]);
  }
  return map;
}

export interface Outcome {
  outcome: CallOutcome;
  /** Of the callback that the caller waits for. */
  dueAtMs: number | null;
}

/** What has become of a call and its caller. */
export function outcomeOf(call: CallRecord, callbacks: CallbacksByNumber): Outcome {
  if (call.where !== 'ended') return { outcome: 'in-progress', dueAtMs: null };
  if (isReturnCall(call)) return { outcome: spokeWithAgent(call) ? 'returned' : 'ended', dueAtMs: null };
  if (spokeWithAgent(call)) return { outcome: 'spoke', dueAtMs: null };
  const callback = callbacks.get(call.from)?.findLast(({ registeredAtMs }) => {
    return registeredAtMs >= call.startedAtMs && registeredAtMs <= (call.endedAtMs ?? 0);
  });
  if (callback) return { outcome: outcomeOfCallback[callback.state], dueAtMs: callback.dueAtMs };
  const endings = { caller: 'hung-up', 'application error': 'failed' } as const;
  return { outcome: endings[call.endedBy as keyof typeof endings] ?? 'ended', dueAtMs: null };
}

const outcomeOfCallback: Readonly<Record<CallbackView['state'], CallOutcome>> = {
  waiting: 'at-home',
  forgotten: 'at-home',
  'calling-customer': 'at-home',
  'waiting-for-agent': 'called-back',
  'waiting-for-agent-answer': 'called-back',
  talking: 'called-back',
  completed: 'called-back',
  cancelled: 'cancelled',
  failed: 'not-reached',
};

/** Mindful brings a customer back. */
export function isReturnCall({ to }: Pick<CallRecord, 'to'>): boolean {
  return to.startsWith('sip:');
}

/** An agent was on the line. */
export function spokeWithAgent({ transcript }: Pick<CallRecord, 'transcript'>): boolean {
  return transcript.some(({ kind, text }) => kind === 'connected' && text.startsWith('Agent'));
}

/** From the entry into a queue until an agent, or until the caller left it, together. */
export function heldSeconds({ transcript, endedAtMs }: CallRecord, nowMs: number): number {
  let heldMs = 0;
  let enteredAtMs: number | undefined;
  const leave = (atMs: number) => {
    if (enteredAtMs !== undefined) heldMs += atMs - enteredAtMs;
    enteredAtMs = undefined;
  };
  for (const { kind, atMs } of transcript) {
    if (kind === 'enters') enteredAtMs = atMs;
    if (kind === 'connected' || kind === 'leaves') leave(atMs);
  }
  leave(endedAtMs ?? nowMs);
  return heldMs / 1000;
}
