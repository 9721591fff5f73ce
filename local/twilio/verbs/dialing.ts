import type { Timer } from '../../world/clock/clock.ts';
import type { Call } from '../calls/call.ts';
import type { Phase } from '../calls/phase.ts';
import type { SipInvitation } from '../sip-peer.ts';
import type { DialableSipPeer, VoiceServices } from '../voice-services.ts';
import type { WebhookParameters } from '../webhooks.ts';
import { DialedLeg, type LegEvent } from './dialed-leg.ts';
import type { LegIdentity, LegReports, LegStatus } from './leg-reports.ts';

export type DialOutcome =
  | { kind: 'over'; status: LegStatus; sipResponseCode: number }
  | { kind: 'referred'; toUri: string };

export interface DialPlan {
  identity: LegIdentity;
  invitation: SipInvitation;
  farEnd: { name: string; peer?: DialableSipPeer['peer'] };
  timeoutSeconds: number;
  timeLimitSeconds: number;
  takesRefer: boolean;
  reports: LegReports;
  onAnswer(): void;
}

/** The longest Refer-To header that Twilio takes. https://www.twilio.com/docs/voice/api/refer-to-twilio */
const MOST_REFER_TO_CHARACTERS = 256;

/** One attempt to reach the far end, and the conversation with it. */
export class Dialing {
  readonly #plan: DialPlan;
  readonly #call: Call;
  readonly #services: VoiceServices;
  readonly #leg: DialedLeg;
  #resolve: (outcome: DialOutcome) => void = () => undefined;
  #limit: Timer | undefined;
  #rang = false;
  /** The far end has sent a REFER and waits whether its target answers. */
  #isWaiting = false;
  #endedWhileWaiting: DialOutcome | undefined;
  #answeredAtMs: number | undefined;

  constructor(plan: DialPlan, call: Call, services: VoiceServices) {
    this.#plan = plan;
    this.#call = call;
    this.#services = services;
    this.#leg = new DialedLeg((event) => this.#on(event));
  }

  /** Lasts until the leg is over or referred elsewhere. */
  run(phase: Phase): Promise<DialOutcome> {
    const { plan, clock } = { plan: this.#plan, clock: this.#services.clock };
    return this.#converse(phase, () => {
      this.#limit = clock.after(plan.timeoutSeconds, () => this.#resolve(this.#unanswered('no-answer')));
      this.#call.moveTo(`calling ${plan.farEnd.name}`);
      plan.reports.report('initiated');
      plan.farEnd.peer?.invite(plan.invitation, this.#leg);
    });
  }

  /** The caller is elsewhere, and the far end stays on its leg. */
  wait(): void {
    this.#isWaiting = true;
    this.#call.farEnd = undefined;
    this.#call.moveTo('listening');
  }

  /** Nobody has answered where the far end had referred the caller to. */
  comeBack(phase: Phase): Promise<DialOutcome> {
    this.#isWaiting = false;
    if (this.#endedWhileWaiting) return Promise.resolve(this.#endedWhileWaiting);
    return this.#converse(phase, () => this.#bridge());
  }

  #converse(phase: Phase, begin: () => void): Promise<DialOutcome> {
    return phase.until((resolve) => {
      this.#resolve = resolve;
      const stopListening = this.#call.keypad.listen((digit) => this.#leg.press(digit));
      begin();
      return () => {
        this.#limit?.cancel();
        stopListening();
      };
    });
  }

  /** Ends the leg and returns what the action URL is told. */
  finish(outcome: DialOutcome): WebhookParameters {
    const status = outcome.kind === 'over' ? outcome.status : 'completed';
    const wasAnswered = this.#answeredAtMs !== undefined;
    this.#leg.end();
    this.#call.farEnd = undefined;
    this.#plan.reports.reportEnd(status, this.#durationSeconds());
    return {
      DialCallStatus: status,
      DialCallSid: this.#plan.identity.callSid,
      ...((wasAnswered || status === 'completed') && { DialCallDuration: String(this.#durationSeconds()) }),
      DialBridged: String(wasAnswered),
      DialSipCallId: `${this.#plan.identity.callSid.slice(2)}@local`,
      DialSipResponseCode: String(outcome.kind === 'over' ? outcome.sipResponseCode : 200),
    };
  }

  /** What has become of the leg when the caller hangs up. */
  abandoned(): DialOutcome {
    if (this.#answeredAtMs !== undefined) return { kind: 'over', status: 'completed', sipResponseCode: 200 };
    return this.#unanswered(unsaidStatus(this.#plan.identity));
  }

  #on(event: LegEvent): void {
    if (this.#isWaiting) this.#onWaiting(event);
    else if (event.kind === 'ringing') this.#ring();
    else if (event.kind === 'answered') this.#connect();
    else if (event.kind === 'says') this.#call.note('hears', event.text);
    else if (event.kind === 'refused') this.#resolve(refused(event.sipResponseCode));
    else if (event.kind === 'refers') this.#refer(event.toUri);
    else this.#disconnect('hung up');
  }

  #onWaiting({ kind }: LegEvent): void {
    if (kind !== 'hung-up') return;
    this.#endedWhileWaiting = { kind: 'over', status: 'completed', sipResponseCode: 200 };
    this.#leg.end();
  }

  #ring(): void {
    this.#rang = true;
    this.#call.note('rings', this.#plan.farEnd.name);
    this.#plan.reports.report('ringing');
  }

  #connect(): void {
    this.#answeredAtMs = this.#services.clock.nowMs();
    this.#limit?.cancel();
    this.#plan.onAnswer();
    this.#call.answer();
    this.#bridge();
    this.#plan.reports.report('answered');
  }

  #bridge(): void {
    const { farEnd, timeLimitSeconds } = this.#plan;
    this.#limit = this.#services.clock.after(timeLimitSeconds, () => this.#disconnect('reached the time limit'));
    this.#call.farEnd = this.#leg;
    this.#call.note('connected', farEnd.name);
    this.#call.moveTo(`at ${farEnd.name}`);
  }

  #disconnect(why: string): void {
    this.#call.partyThatLeft = 'far end';
    this.#call.note('disconnected', `${this.#plan.farEnd.name} ${why}`);
    this.#resolve({ kind: 'over', status: 'completed', sipResponseCode: 200 });
  }

  /** https://www.twilio.com/docs/api/errors/13802 */
  #refer(toUri: string): void {
    const length = toUri.length + '<>'.length;
    if (length > MOST_REFER_TO_CHARACTERS) this.#call.fault(`Twilio refuses a Refer-To header of ${length} characters`);
    else if (this.#plan.takesRefer) this.#resolve({ kind: 'referred', toUri });
    else this.#call.fault('a SIP REFER came, but <Dial> has no referUrl (error 13802)');
  }

  /** 487 answers the CANCEL of a leg that rang; 408 stands for no answer at all. */
  #unanswered(status: LegStatus): DialOutcome {
    return { kind: 'over', status, sipResponseCode: this.#rang ? 487 : 408 };
  }

  #durationSeconds(): number {
    if (this.#answeredAtMs === undefined) return 0;
    return Math.round((this.#services.clock.nowMs() - this.#answeredAtMs) / 1000);
  }
}

const statuses: readonly LegStatus[] = ['canceled', 'no-answer', 'busy', 'failed', 'completed'];

/**
 * `canceled` is documented for a leg that the REST API ends. What Twilio reports where the caller hangs up while it rings, no page
 * says: here one call gets this, another that. https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values
 */
function unsaidStatus({ callSid }: LegIdentity): LegStatus {
  return statuses[Number.parseInt(callSid.slice(-6), 16) % statuses.length] ?? 'canceled';
}

function refused(sipResponseCode: number): DialOutcome {
  if ([486, 600].includes(sipResponseCode)) return { kind: 'over', status: 'busy', sipResponseCode };
  const status = [408, 480, 487].includes(sipResponseCode) ? 'no-answer' : 'failed';
  return { kind: 'over', status, sipResponseCode };
}
