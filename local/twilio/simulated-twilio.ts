import type { VirtualClock } from '../world/clock/clock.ts';
import { Call, type CallerListener, type CallRecord, type CallRoute } from './calls/call.ts';
import type { CallFaults } from './calls/call-faults.ts';
import { CallLog } from './calls/call-log.ts';
import { runCall } from './calls/run-call.ts';
import { createSids } from './sids.ts';
import { domainOf, type SipCall, type SipCallAnswer, type SipDomain, sipParameters } from './sip-domain.ts';
import type { VoiceQueue } from './voice-queue.ts';
import type { DialableSipPeer, VoiceServices } from './voice-services.ts';
import { WaitingLine, type WorkflowLine } from './waiting-line.ts';
import type { WebhookParameters, Webhooks } from './webhooks.ts';

/** An incoming phone number. */
export interface ConfiguredNumber extends CallRoute {
  phoneNumber: string;
}

export interface SimulatedTwilioOptions {
  clock: VirtualClock;
  accountSid: string;
  webhooks: Webhooks;
  numbers: readonly ConfiguredNumber[];
  sipDomains: readonly SipDomain[];
  /** Every workflow that `<Enqueue>` may name. */
  workflows: readonly WorkflowLine[];
  sipPeers: readonly DialableSipPeer[];
  voiceQueue: VoiceQueue;
  /** How long a file plays, in seconds; 30 unless told otherwise. */
  playSeconds?: (url: string) => number;
  /** Whether leaving the queue by TwiML cancels the caller's task: the default, but Twilio does not document it. */
  leaveCancelsTask?: boolean | (() => boolean);
  /** Runs after every change of a call: something heard, a webhook, a new place. */
  onChange?: (call: CallRecord) => void;
  /** What fails outside the service. */
  faults?: CallFaults;
  /** The SIDs are the same again for the same seed. */
  seed?: string;
}

export interface PhoneCall {
  from: string;
  to: string;
  callerName?: string;
}

/**
 * Twilio Programmable Voice with simulated callers: asks the service for TwiML over HTTP and carries it out on the virtual
 * clock. Calls go on by themselves; `clock.settle()` resolves when no webhook is on its way any more.
 */
export class SimulatedTwilio {
  readonly #options: SimulatedTwilioOptions;
  readonly #services: VoiceServices;
  readonly #numbers: ReadonlyMap<string, ConfiguredNumber>;
  readonly #log = new CallLog();

  constructor(options: SimulatedTwilioOptions) {
    const { clock, accountSid, webhooks, voiceQueue, leaveCancelsTask = true } = options;
    this.#options = options;
    this.#numbers = new Map(options.numbers.map((number) => [number.phoneNumber, number]));
    this.#services = {
      clock,
      accountSid,
      webhooks,
      voiceQueue,
      lines: new Map(options.workflows.map((workflow) => [workflow.workflowSid, new WaitingLine(workflow)])),
      sipPeers: new Map(options.sipPeers.map((peer) => [peer.address, peer])),
      newSid: createSids(options.seed ?? 'local'),
      playSeconds: options.playSeconds ?? (() => 30),
      leaveCancelsTask: () => (typeof leaveCancelsTask === 'function' ? leaveCancelsTask() : leaveCancelsTask),
      faults: options.faults,
    };
  }

  /** A caller dials a number. Throws when it is not one of the account. */
  call(call: PhoneCall): CallRecord {
    const route = this.#numbers.get(call.to);
    if (!route)
      throw new Error(
        `${call.to} is not a number of this contact centre: call ${[...this.#numbers.keys()].join(', ')}`,
      );
    return this.#place(call, { route, extraParameters: {} });
  }

  /** An INVITE to a SIP domain. */
  sipCall(sipCall: SipCall, listener: CallerListener = {}): SipCallAnswer {
    const domain = domainOf(sipCall, this.#options.sipDomains);
    if ('refused' in domain) return domain;
    const callSid = this.#services.newSid('CA');
    const extraParameters = sipParameters(sipCall, domain, callSid);
    this.#place(sipCall, { route: domain, extraParameters, listener, callSid });
    return { callSid };
  }

  /** The caller presses keys. False when there is no such call any more. */
  press(callSid: string, digits: string): boolean {
    const call = this.#log.live(callSid);
    call?.note('presses', digits);
    call?.keypad.press(digits);
    return call !== undefined;
  }

  /** The caller hangs up. False when there is no such call any more. */
  hangUp(callSid: string): boolean {
    const call = this.#log.live(callSid);
    call?.end('caller');
    return call !== undefined;
  }

  /** The far end of the call's `<Dial>` sends a SIP REFER. False when the call is not connected to one. */
  refer(callSid: string, toUri: string): boolean {
    const farEnd = this.#log.live(callSid)?.farEnd;
    farEnd?.refer(toUri);
    return farEnd !== undefined;
  }

  get(callSid: string): CallRecord | undefined {
    return this.#log.get(callSid);
  }

  /** In the order in which they began; calls that ended long ago are gone. */
  list(): CallRecord[] {
    return this.#log.list();
  }

  #place({ from, to, callerName }: PhoneCall, { callSid = this.#services.newSid('CA'), ...how }: Placing): CallRecord {
    const call = new Call({
      ...how,
      record: { callSid, from, to, callerName },
      clock: this.#services.clock,
      onChange: ({ record }) => this.#options.onChange?.(record),
    });
    this.#log.add(call);
    void runCall(call, this.#services).then(() => this.#log.archive(call));
    return call.record;
  }
}

interface Placing {
  route: CallRoute;
  extraParameters: WebhookParameters;
  listener?: CallerListener;
  callSid?: string;
}
