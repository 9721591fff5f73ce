import { sipHeader, sipHeadersOf } from '../../../lambdas/domain/mindful/sip-header.ts';
import { readPhoneNumber } from '../../../lambdas/domain/phone-number.ts';
import type { CallbackView } from '../../mindful/callback.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { LineSection, PhoneSection } from '../wire.ts';

/** The most phones at once; the one that was silent for longest makes room for a new one. */
const PHONES_KEPT = 8;
const CAPTIONS_SHOWN = 40;

export interface PhonesOptions {
  twilio: { get(callSid: string): CallRecord | undefined; list(): CallRecord[] };
  callbacks(): CallbackView[];
  /** The queue that a number leads to. */
  queueOf(number: string): string | undefined;
  /** SIP headers that bring a customer's number back. */
  headerNames: readonly string[];
}

interface Phone {
  from: string;
  callSid: string;
  returnedCallSid: string | undefined;
}

/** The phones used by hand. They belong to the contact centre, so every browser shows the same ones. */
export class Phones {
  readonly #options: PhonesOptions;
  #phones: Phone[] = [];

  constructor(options: PhonesOptions) {
    this.#options = options;
  }

  /** A number that calls again keeps its phone; a withheld one cannot be told apart. */
  noteCall({ callSid, from }: CallRecord): void {
    const others = this.#phones.filter((phone) => phone.from !== from || !from.startsWith('+'));
    this.#phones = [...others, { from, callSid, returnedCallSid: undefined }];
    while (this.#phones.length > PHONES_KEPT) {
      const quiet = this.#phones.findIndex((phone) => this.#options.twilio.get(phone.callSid)?.where === 'ended');
      this.#phones.splice(Math.max(0, quiet), 1);
    }
  }

  /** False when there is no such phone. */
  remove(callSid: string): boolean {
    const before = this.#phones.length;
    this.#phones = this.#phones.filter((phone) => phone.callSid !== callSid);
    return this.#phones.length < before;
  }

  /** Somebody hears an offer or another question, or Mindful rings. */
  awaitPerson(): boolean {
    return this.#phones.some(({ from, callSid }) => {
      const record = this.#options.twilio.get(callSid);
      if (record?.where !== 'ended') return record?.where.startsWith('choosing') ?? false;
      const callbacks = this.#options.callbacks().filter(({ customerNumber }) => customerNumber === from);
      return callbacks.some(({ state }) => state === 'calling-customer');
    });
  }

  sections(): PhoneSection[] {
    return this.#phones.flatMap((phone) => {
      const record = this.#options.twilio.get(phone.callSid);
      return record ? [this.#section(phone, record)] : [];
    });
  }

  #section(phone: Phone, record: CallRecord): PhoneSection {
    const callback = this.#options
      .callbacks()
      .findLast((kept) => kept.customerNumber === phone.from && kept.registeredAtMs >= record.startedAtMs);
    const returned = callback && this.#returnedCall(phone, callback);
    return {
      ...lineSection(record),
      from: record.from,
      to: record.to,
      queue: this.#options.queueOf(record.to) ?? null,
      callback: callback
        ? {
            number: callback.customerNumber,
            dueAtMs: callback.dueAtMs,
            state: callback.state,
            registeredAtMs: callback.registeredAtMs,
          }
        : null,
      returned: returned ? lineSection(returned) : null,
    };
  }

  #returnedCall(phone: Phone, { state, registeredAtMs }: CallbackView): CallRecord | undefined {
    if (state === 'waiting' || state === 'forgotten') return undefined;
    if (phone.returnedCallSid) return this.#options.twilio.get(phone.returnedCallSid);
    const returned = this.#options.twilio
      .list()
      .findLast((call) => call.startedAtMs >= registeredAtMs && this.#bringsBack(call, phone.from));
    phone.returnedCallSid = returned?.callSid;
    return returned;
  }

  #bringsBack({ webhooks: [first], to }: CallRecord, number: string): boolean {
    if (!to.startsWith('sip:') || !first) return false;
    const headers = sipHeadersOf(first.parameters);
    return this.#options.headerNames.some((name) => readPhoneNumber(sipHeader(headers, name)) === number);
  }
}

/** Music that goes on is told once. */
function lineSection(record: CallRecord): LineSection {
  const { callSid, where, startedAtMs, endedAtMs = null, endedBy = null, transcript, faults } = record;
  const heard = transcript.filter(({ kind }, index) => kind !== 'plays' || transcript[index - 1]?.kind !== 'plays');
  return { callSid, where, startedAtMs, endedAtMs, endedBy, captions: heard.slice(-CAPTIONS_SHOWN), faults };
}
