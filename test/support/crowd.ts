import type { ContactCentre } from '../../local/contact-centre.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { newNumber } from './phone.ts';

/** What a caller does; everybody waits for an agent otherwise. */
const habits = [
  'accepts',
  'accepts',
  'accepts',
  'declines',
  'presses a wrong key, then accepts',
  'presses two wrong keys',
  'is silent, and accepts on hold',
  'gives up on hold',
  'withholds the number',
  'accepts, and hangs up while it rings',
] as const;

type Habit = (typeof habits)[number];

interface Caller {
  record: CallRecord;
  habit: Habit;
  /** Keys pressed so far. */
  keys: string[];
  choosingSinceMs: number | undefined;
}

const DECIDES_AFTER_MS = 3000;
const GIVES_UP_AFTER_MS = 100_000;

/** Many callers at once, each with a habit, on the contact centre's own clock. */
export class Crowd {
  readonly records: CallRecord[] = [];
  readonly #centre: ContactCentre;
  #callers: Caller[] = [];

  constructor(centre: ContactCentre) {
    this.#centre = centre;
  }

  /** The next caller, with the next habit of the list. */
  dials(to: string): void {
    const habit = habits[this.records.length % habits.length] ?? 'accepts';
    const from = habit === 'withholds the number' ? 'anonymous' : newNumber();
    const record = this.#centre.twilio.call({ from, to });
    this.records.push(record);
    this.#callers.push({ record, habit, keys: [], choosingSinceMs: undefined });
  }

  /** A second passes, and everybody does what they are up to. */
  async second(): Promise<void> {
    await this.#centre.clock.advance(1);
    this.#callers = this.#callers.filter(({ record }) => record.where !== 'ended');
    for (const caller of this.#callers) this.#act(caller);
    await this.#centre.clock.settle();
  }

  #act(caller: Caller): void {
    const { record, habit } = caller;
    const nowMs = this.#centre.clock.nowMs();
    if (habit === 'accepts, and hangs up while it rings' && record.where === 'calling Mindful') this.#hangUp(record);
    const heldTooLong = nowMs - record.startedAtMs > GIVES_UP_AFTER_MS && record.where.startsWith('holding');
    if (habit === 'gives up on hold' && heldTooLong) this.#hangUp(record);
    if (!record.where.startsWith('choosing')) {
      caller.choosingSinceMs = undefined;
      return;
    }
    caller.choosingSinceMs ??= nowMs;
    if (nowMs - caller.choosingSinceMs >= DECIDES_AFTER_MS) this.#choose(caller);
  }

  #choose(caller: Caller): void {
    const key = keyFor(caller.habit, caller.keys.length, caller.record.where !== 'choosing');
    if (key === undefined) return;
    caller.keys.push(key);
    caller.choosingSinceMs = undefined;
    this.#centre.twilio.press(caller.record.callSid, key);
  }

  #hangUp({ callSid }: CallRecord): void {
    this.#centre.twilio.hangUp(callSid);
  }
}

function keyFor(habit: Habit, keysPressed: number, onHold: boolean): string | undefined {
  switch (habit) {
    case 'accepts':
    case 'accepts, and hangs up while it rings':
      return '1';
    case 'declines':
      return onHold ? undefined : '2';
    case 'presses a wrong key, then accepts':
      return keysPressed === 0 && !onHold ? '9' : '1';
    case 'presses two wrong keys':
      return onHold ? undefined : '9';
    case 'is silent, and accepts on hold':
      return onHold ? '1' : undefined;
    default:
      return undefined;
  }
}
