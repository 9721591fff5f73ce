import type { CallRecord, CallRoute } from '../../../local/twilio/calls/call.ts';
import { SimulatedTwilio, type SimulatedTwilioOptions } from '../../../local/twilio/simulated-twilio.ts';
import type { SipInvitation, SipLeg, SipPeer } from '../../../local/twilio/sip-peer.ts';
import type { CallTaskOrder, TaskListener, VoiceQueue } from '../../../local/twilio/voice-queue.ts';
import { createHttpTransport, type Transport } from '../../../local/twilio/webhook-transport.ts';
import { type WebhookFaults, Webhooks } from '../../../local/twilio/webhooks.ts';
import { VirtualClock } from '../../../local/world/clock/clock.ts';
import { AUTH_TOKEN, ORIGIN, WebhookTarget } from './webhook-target.ts';

export const ACCOUNT_SID = 'ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
export const WORKFLOW = 'WW11111111111111111111111111111111';
export const CALLER = '+14155550100';
export const NUMBER = '+12125550199';
export const START_MS = Date.UTC(2026, 10, 25, 12);

/** The agents' side, played by the test. */
class TestVoiceQueue implements VoiceQueue {
  readonly orders: CallTaskOrder[] = [];
  readonly canceled: string[] = [];
  readonly conversationsEnded: string[] = [];
  refusal: Error | undefined;
  readonly #listeners: TaskListener[] = [];

  createTask(order: CallTaskOrder, listener: TaskListener): string {
    if (this.refusal) throw this.refusal;
    this.orders.push(order);
    this.#listeners.push(listener);
    return `WT${this.orders.length}`;
  }

  cancelTask(taskSid: string, reason: string): void {
    this.canceled.push(`${taskSid} ${reason}`);
  }

  endConversation(taskSid: string): void {
    this.conversationsEnded.push(taskSid);
  }

  /** What happens to the latest task. */
  get latest(): TaskListener {
    const listener = this.#listeners.at(-1);
    if (!listener) throw new Error('no task was made');
    return listener;
  }
}

/** The far end of a SIP leg, played by the test. */
class TestSipPeer implements SipPeer {
  readonly invitations: SipInvitation[] = [];
  readonly #legs: SipLeg[] = [];

  invite(invitation: SipInvitation, leg: SipLeg): void {
    this.invitations.push(invitation);
    this.#legs.push(leg);
  }

  get leg(): SipLeg {
    const leg = this.#legs.at(-1);
    if (!leg) throw new Error('nobody called');
    return leg;
  }
}

export interface LineOptions {
  clock?: VirtualClock;
  route?: Partial<CallRoute>;
  faults?: WebhookFaults;
  timeLimitMs?: number;
  twilio?: Partial<SimulatedTwilioOptions>;
}

/** A service, a simulated Twilio with one number that points at it, and whoever else a call meets. */
export class PhoneLine {
  readonly target: WebhookTarget;
  readonly clock: VirtualClock;
  readonly queue = new TestVoiceQueue();
  readonly peer = new TestSipPeer();
  readonly twilio: SimulatedTwilio;
  readonly #transport: Transport;

  private constructor(target: WebhookTarget, options: LineOptions) {
    this.target = target;
    this.clock = options.clock ?? new VirtualClock(START_MS);
    this.#transport = createHttpTransport(target.origins);
    const webhooks = new Webhooks({
      clock: this.clock,
      authToken: () => AUTH_TOKEN,
      send: this.#transport.send,
      ...(options.faults && { faults: options.faults }),
      timeLimitMs: options.timeLimitMs ?? 15_000,
    });
    const route = { voiceUrl: `${ORIGIN}/voice`, ...options.route };
    this.twilio = new SimulatedTwilio({
      clock: this.clock,
      accountSid: ACCOUNT_SID,
      webhooks,
      numbers: [{ phoneNumber: NUMBER, ...route }],
      sipDomains: [{ domainName: 'example.sip.twilio.com', sid: 'SD1', allowedSourceIps: ['54.165.17.177'], ...route }],
      workflows: [{ workflowSid: WORKFLOW, name: 'support', maxQueueSize: 2 }],
      sipPeers: [{ address: 'sip-callback.mindful.cx:5566', name: 'Mindful', peer: this.peer }],
      voiceQueue: this.queue,
      ...options.twilio,
    });
  }

  static async open(options: LineOptions = {}): Promise<PhoneLine> {
    return new PhoneLine(await new WebhookTarget().start(), options);
  }

  async close(): Promise<void> {
    this.#transport.close();
    await this.target.stop();
  }

  /** A caller dials and hears whatever takes no time. */
  async call(from = CALLER): Promise<CallRecord> {
    const call = this.twilio.call({ from, to: NUMBER });
    await this.clock.settle();
    return call;
  }

  async press(call: CallRecord, digits: string): Promise<void> {
    this.twilio.press(call.callSid, digits);
    await this.clock.settle();
  }

  async hangUp(call: CallRecord): Promise<void> {
    this.twilio.hangUp(call.callSid);
    await this.clock.settle();
  }

  /** An agent takes the latest task. */
  async agentAccepts(): Promise<void> {
    this.queue.latest.accepted({ name: 'Ann' });
    await this.clock.settle();
  }

  async agentHangsUp(): Promise<void> {
    this.queue.latest.ended();
    await this.clock.settle();
  }
}

/** `0 says Hello`: seconds since the call began, what happened. */
export function heard(call: CallRecord): string[] {
  return call.transcript.map(({ atMs, kind, text }) => `${(atMs - call.startedAtMs) / 1000} ${kind} ${text}`);
}

/** Path of each webhook of the call. */
export function asked(call: CallRecord): string[] {
  return call.webhooks.map(({ url }) => url.replace(ORIGIN, ''));
}
