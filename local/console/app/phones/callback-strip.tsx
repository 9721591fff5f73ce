import type { PhoneSection } from '../../wire.ts';
import { timeOfDay } from '../state/time-of-day.ts';
import { clockDuration } from '../state/words.ts';

type Kept = NonNullable<PhoneSection['callback']>;

/** The promise that Mindful keeps for this caller, and how far it is. */
export function CallbackStrip({ callback, nowMs }: { callback: Kept; nowMs: number }) {
  const { dueAtMs, registeredAtMs, state } = callback;
  return (
    <div class={`callback-strip ${state}`}>
      <span>{inWords(callback, nowMs)}</span>
      {state === 'waiting' && (
        <progress
          value={Math.max(0, nowMs - registeredAtMs)}
          max={Math.max(1, dueAtMs - registeredAtMs)}
          aria-label="Time until the callback"
        />
      )}
    </div>
  );
}

function inWords({ dueAtMs, state }: Kept, nowMs: number): string {
  switch (state) {
    case 'waiting':
      return `Callback at ${timeOfDay(dueAtMs)}, in ${clockDuration((dueAtMs - nowMs) / 1000)}.`;
    case 'calling-customer':
      return 'The phone rings: Mindful calls back. It is picked up by itself.';
    case 'waiting-for-agent':
      return 'Called back; waiting for an agent with priority.';
    case 'talking':
      return 'Called back and talking to an agent.';
    case 'waiting-for-agent-answer':
      return 'An agent is on the line; Mindful waits to be told so.';
    case 'forgotten':
      return 'Mindful has forgotten this callback: nobody will call.';
    case 'completed':
      return 'The promise was kept.';
    case 'cancelled':
      return 'The customer has cancelled this callback.';
    case 'failed':
      return 'The callback came to nothing.';
  }
}
