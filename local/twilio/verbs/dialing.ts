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
}

/** One attempt to reach the far end, and the conversation with it. */
export class Dialing {
  readonly #plan: DialPlan;
  readonly #call: Call;
  readonly #services: VoiceServices;
  readonly #leg: DialedLeg;
  #resolve: (outcome: DialOutcome) => void = () => undefined;
  #limit: Timer | undefined;
  #rang = false;
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
    return phase.until((resolve) => {
      this.#resolve = resolve;
      this.#limit = clock.after(plan.timeoutSeconds, () => resolve(this.#unanswered('no-answer')));
      const stopListening = this.#call.keypad.listen((digit) => this.#leg.press(digit));
      this.#call.moveTo(`calling ${plan.farEnd.name}`);
      plan.reports.report('initiated');
      plan.farEnd.peer?.invite(plan.invitation, this.#leg);
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
      ...(wasAnswered && { DialCallDuration: String(this.#durationSeconds()) }),
      DialBridged: String(wasAnswered),
      DialSipCallId: `${this.#plan.identity.callSid.slice(2)}@local`,
      DialSipResponseCode: String(outcome.kind === 'over' ? outcome.sipResponseCode : 200),
    };
  }

  /** What has become of the leg when the caller hangs up. */
  abandoned(): DialOutcome {
    if (this.#answeredAtMs !== undefined) return { kind: 'over', status: 'completed', sipResponseCode: 200 };
    return this.#unanswered('canceled');
  }

  #on(event: LegEvent): void {
    if (event.kind === 'ringing') this.#ring();
    else if (event.kind === 'answered') this.#connect();
    else if (event.kind === 'says') this.#call.note('hears', event.text);
    else if (event.kind === 'refused') this.#resolve(refused(event.sipResponseCode));
    else if (event.kind === 'refers') this.#refer(event.toUri);
    else this.#disconnect('hung up');
  }

  #ring(): void {
    this.#rang = true;
    this.#call.note('rings', this.#plan.farEnd.name);
    this.#plan.reports.report('ringing');
  }

  #connect(): void {
    const { farEnd, reports, timeLimitSeconds } = this.#plan;
    this.#answeredAtMs = this.#services.clock.nowMs();
    this.#limit?.cancel();
    this.#limit = this.#services.clock.after(timeLimitSeconds, () => this.#disconnect('reached the time limit'));
    this.#call.answer();
    this.#call.farEnd = this.#leg;
    this.#call.note('connected', farEnd.name);
    this.#call.moveTo(`at ${farEnd.name}`);
    reports.report('answered');
  }

  #disconnect(why: string): void {
    this.#call.partyThatLeft = 'far end';
    this.#call.note('disconnected', `${this.#plan.farEnd.name} ${why}`);
    this.#resolve({ kind: 'over', status: 'completed', sipResponseCode: 200 });
  }

  /** https://www.twilio.com/docs/api/errors/13802 */
  #refer(toUri: string): void {
    if (this.#plan.takesRefer) this.#resolve({ kind: 'referred', toUri });
    else this.#call.fault('a SIP REFER came, but <Dial> has no referUrl (error 13802)');
  }

  /** 487 answers the CANCEL of a leg that rang; 408 stands for no answer at all. */
  #unanswered(status: 'no-answer' | 'canceled'): DialOutcome {
    return { kind: 'over', status, sipResponseCode: this.#rang ? 487 : 408 };
  }

  #durationSeconds(): number {
    if (this.#answeredAtMs === undefined) return 0;
    return Math.round((this.#services.clock.nowMs() - this.#answeredAtMs) / 1000);
  }
}

function refused(sipResponseCode: number): DialOutcome {
  if ([486, 600].includes(sipResponseCode)) return { kind: 'over', status: 'busy', sipResponseCode };
  const status = [408, 480, 487].includes(sipResponseCode) ? 'no-answer' : 'failed';
  return { kind: 'over', status, sipResponseCode };
}
