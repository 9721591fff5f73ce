import type { Call } from '../calls/call.ts';
import { legParameters } from '../calls/call-parameters.ts';
import { notify } from '../calls/notify.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import type { VoiceServices } from '../voice-services.ts';
import type { WebhookParameters } from '../webhooks.ts';
import { methodAttribute, urlAttribute, type VerbContext } from './verb.ts';

export type LegReportEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export type LegStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

export interface LegIdentity {
  callSid: string;
  from: string;
  to: string;
}

/**
 * The status callback of a `<Sip>`. Reports start in order, but nothing waits for them: the order of arrival is not
 * guaranteed. https://www.twilio.com/docs/voice/twiml/sip#attributes-status-callback-event
 */
export class LegReports {
  readonly #url: string | undefined;
  readonly #method: 'GET' | 'POST';
  readonly #events: readonly string[];
  readonly #call: Call;
  readonly #services: VoiceServices;
  readonly #leg: LegIdentity;
  #sequenceNumber = 0;

  constructor(sip: TwimlElement, leg: LegIdentity, context: VerbContext) {
    this.#url = urlAttribute(sip, 'statusCallback', context);
    this.#method = methodAttribute(sip, 'statusCallbackMethod');
    this.#events = (sip.attributes['statusCallbackEvent'] ?? 'completed').split(' ');
    this.#call = context.call;
    this.#services = context.services;
    this.#leg = leg;
  }

  report(event: Exclude<LegReportEvent, 'completed'>): void {
    this.#send(event, event === 'answered' ? 'in-progress' : event);
  }

  reportEnd(status: LegStatus, durationSeconds: number): void {
    this.#send('completed', status, { CallDuration: String(durationSeconds) });
  }

  #send(event: LegReportEvent, status: string, parameters: WebhookParameters = {}): void {
    const url = this.#url;
    if (!url || !this.#events.includes(event)) return;
    const all = {
      ...legParameters({ ...this.#leg, direction: 'outbound-dial', status }, this.#services.accountSid),
      ParentCallSid: this.#call.record.callSid,
      Timestamp: new Date(this.#services.clock.nowMs()).toUTCString(),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(this.#sequenceNumber++),
      ...parameters,
    };
    void notify({ method: this.#method, url, parameters: all }, this.#call, this.#services);
  }
}
