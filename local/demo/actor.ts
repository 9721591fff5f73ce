import type { ContactCentre } from '../contact-centre.ts';
import type { CallRecord } from '../twilio/calls/call.ts';

const TIMEOUT_SECONDS = 3600;
const LISTENS_SECONDS = 4;

/** Every caller of the demo has a number of their own, since a callback of an earlier scenario would still be open. */
let callers = 0;

/** Plays the callers of a scenario: dials, listens, presses keys and waits, on the contact centre's clock. */
export class Actor {
  readonly centre: ContactCentre;
  /** Every call of the scenario, to be told afterwards. */
  readonly calls: CallRecord[] = [];

  readonly #beganAtMs: number;

  constructor(centre: ContactCentre) {
    this.centre = centre;
    this.#beganAtMs = centre.clock.nowMs();
  }

  async dial(queue = 'support'): Promise<CallRecord> {
    const to = this.centre.floors.get(queue)?.queue.numbers[0];
    if (to === undefined) throw new Error(`the configuration has no queue "${queue}": run the demo with the example`);
    const from = `+1415555${String(++callers).padStart(4, '0')}`;
    const call = this.centre.twilio.call({ from, to });
    this.calls.push(call);
    await this.centre.clock.settle();
    return call;
  }

  /** A person listens first. */
  async press(call: CallRecord, digits: string): Promise<void> {
    await this.centre.clock.advance(LISTENS_SECONDS);
    this.centre.twilio.press(call.callSid, digits);
    await this.centre.clock.settle();
  }

  async hangUp(call: CallRecord): Promise<void> {
    this.centre.twilio.hangUp(call.callSid);
    await this.centre.clock.settle();
  }

  async hears(call: CallRecord, words: RegExp): Promise<void> {
    await this.until(`hears ${words}`, () => call.transcript.some(({ text }) => words.test(text)));
  }

  async reaches(call: CallRecord, where: RegExp): Promise<void> {
    await this.until(`reaches ${where}`, () => where.test(call.where));
  }

  /** Mindful's return call for the caller that registered in this scenario. */
  async returnCall(): Promise<CallRecord> {
    const isReturn = (call: CallRecord) => call.to.startsWith('sip:') && call.startedAtMs >= this.#beganAtMs;
    await this.until('is called back', () => this.centre.twilio.list().some(isReturn));
    const [call] = this.centre.twilio.list().filter(isReturn);
    if (!call) throw new Error('the return call is gone');
    this.calls.push(call);
    return call;
  }

  /** Moves the clock second by second; throws when it has not happened within an hour. */
  async until(what: string, isTrue: () => boolean): Promise<void> {
    for (let passed = 0; !isTrue(); passed += 1) {
      if (passed >= TIMEOUT_SECONDS) throw new Error(`within an hour nobody ${what}`);
      await this.centre.clock.advance(1);
    }
  }

  async agents(count: number): Promise<void> {
    this.centre.floors.get('support')?.change({ agents: count, handleSeconds: 120 });
    await this.centre.clock.settle();
  }

  /** Makes the estimate what the scenario needs; functions remember the last one for five seconds. */
  async wait(seconds: number): Promise<void> {
    const floor = this.centre.floors.get('support');
    if (floor) await this.centre.sampling.force(floor.queue, seconds);
    await this.centre.clock.advance(6);
  }
}
