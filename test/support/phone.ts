import { expect } from '@jest/globals';
import type { ContactCentre } from '../../local/contact-centre.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';

let nextCaller = 0;

/** A number that nobody has called from yet in this test file. */
export function newNumber(): string {
  nextCaller += 1;
  return `+1415556${String(nextCaller).padStart(4, '0')}`;
}

/** Somebody on the phone. What the caller waits for must happen within the given time on the contact centre's clock. */
export class Phone {
  readonly record: CallRecord;
  readonly #centre: ContactCentre;
  #heardUpTo = 0;

  constructor(centre: ContactCentre, record: CallRecord) {
    this.#centre = centre;
    this.record = record;
  }

  static async dial(centre: ContactCentre, from = newNumber(), to = '+14155550100'): Promise<Phone> {
    const record = centre.twilio.call({ from, to });
    await centre.clock.settle();
    return new Phone(centre, record);
  }

  /** Waits until this is said or played; what came before counts as heard. */
  async hears(words: RegExp, withinSeconds = 600): Promise<void> {
    await this.#until(`hears ${words}`, withinSeconds, () => {
      const { transcript } = this.record;
      const index = transcript.findIndex(({ text }, at) => at >= this.#heardUpTo && words.test(text));
      if (index < 0) return false;
      this.#heardUpTo = index + 1;
      return true;
    });
  }

  async presses(digits: string): Promise<void> {
    this.#centre.twilio.press(this.record.callSid, digits);
    await this.#centre.clock.settle();
  }

  async hangsUp(): Promise<void> {
    this.#centre.twilio.hangUp(this.record.callSid);
    await this.#centre.clock.settle();
  }

  async waits(seconds: number): Promise<void> {
    await this.#centre.clock.advance(seconds);
  }

  async isPutInTheQueue(withinSeconds = 60): Promise<void> {
    await this.#until('is put in the queue', withinSeconds, () => this.record.where.startsWith('holding'));
  }

  async reaches(where: string, withinSeconds = 3600): Promise<void> {
    await this.#until(`reaches "${where}"`, withinSeconds, () => this.record.where === where);
  }

  async isOver(withinSeconds = 3600): Promise<void> {
    await this.reaches('ended', withinSeconds);
  }

  /** Everything said to the caller, in order. */
  heard(): string[] {
    return this.record.transcript.filter(({ kind }) => kind === 'says' || kind === 'hears').map(({ text }) => text);
  }

  neverHeard(words: RegExp): void {
    expect(this.heard().filter((text) => words.test(text))).toEqual([]);
  }

  /** The simulator found nothing that Twilio would have logged as an error. */
  wentWell(): void {
    expect(this.record.faults).toEqual([]);
  }

  /** The TwiML answers of one step, in order. */
  documents(step: string): string[] {
    return this.record.webhooks
      .filter(({ url }) => new URL(url).pathname.endsWith(`/${step}`))
      .map(({ body }) => body ?? '');
  }

  async #until(what: string, seconds: number, isTrue: () => boolean): Promise<void> {
    for (let passed = 0; !isTrue(); passed += 1) {
      if (passed >= seconds) throw new Error(`the caller never ${what}; ${this.#story()}`);
      await this.#centre.clock.advance(1);
    }
  }

  #story(): string {
    const { where, transcript, webhooks, faults } = this.record;
    const lines = transcript.map(({ kind, text }) => `  ${kind}: ${text}`);
    const asked = webhooks.map(({ url, status, error }) => `  ${status ?? error} ${url}`);
    return [`is "${where}" after`, ...lines, 'webhooks', ...asked, 'faults', ...faults].join('\n');
  }
}
