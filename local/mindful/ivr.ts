import type { SipLeg } from '../twilio/sip-peer.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import type { BehaviourName } from './settings.ts';

/** A call that was transferred to Mindful, as its IVR meets it. */
export interface TransferredCall {
  leg: SipLeg;
  clock: VirtualClock;
  /** What the caller is told, once the callback is certain. */
  confirmation: string;
  /** Where a caller who would rather hold is handed back to. */
  chooseHoldAddress: string;
  /** A callback for the caller's number is pending already. */
  isPending: boolean;
  /** Keeps the caller's place. */
  register(): void;
}

type IvrStep = (call: TransferredCall) => void;

/** One function per named behaviour. */
export const behaviours: Record<BehaviourName, (call: TransferredCall) => void> = {
  normal: (call) => (call.isPending ? behaviours.duplicate(call) : confirmCallback(call)),
  forgets: (call) => behaviours.normal(call),
  'not-picked-up': (call) => behaviours.normal(call),
  busy: ({ leg }) => leg.refuse(486),
  refuses: ({ leg }) => leg.refuse(603),
  unreachable: () => undefined,
  'answers-and-hangs-up': (call) => answer(call, [[2, hangUp]]),
  'registration-off': sayAndHangUp('We are unable to offer callbacks at this time. Goodbye.'),
  duplicate: sayAndHangUp('You already have a callback pending with us. Goodbye.'),
  'out-of-hours': sayAndHangUp('Our offices are closed. Goodbye.'),
  'maximum-reached': (call) => answer(call, [[2, backToHold]]),
  'choose-hold': (call) =>
    answer(call, [
      [0, say('To be called back, press 1. To hold for an agent, press 2.')],
      [8, backToHold],
    ]),
};

/** A caller who hangs up before the number is confirmed is not called back; one who hangs up afterwards is. */
function confirmCallback(call: TransferredCall): void {
  answer(call, [
    [0, say('Thank you for choosing a callback. Please hold while we confirm your number.')],
    [
      6,
      ({ leg, register, confirmation }) => {
        register();
        leg.say(confirmation);
      },
    ],
    [20, hangUp],
  ]);
}

function sayAndHangUp(text: string) {
  return (call: TransferredCall) =>
    answer(call, [
      [0, say(text)],
      [6, hangUp],
    ]);
}

function say(text: string): IvrStep {
  return ({ leg }) => leg.say(text);
}

function hangUp({ leg }: TransferredCall): void {
  leg.hangUp();
}

function backToHold({ leg, chooseHoldAddress }: TransferredCall): void {
  leg.refer(chooseHoldAddress);
}

/** Rings for a second, answers, and runs each step after its seconds, unless the leg is over by then. */
function answer(call: TransferredCall, plan: [seconds: number, step: IvrStep][]): void {
  const { leg, clock } = call;
  leg.ring();
  const timers = [clock.after(1, begin)];
  function begin(): void {
    leg.answer();
    for (const [seconds, step] of plan) {
      if (seconds === 0) step(call);
      else timers.push(clock.after(seconds, () => step(call)));
    }
  }
  leg.onEnd(() => {
    for (const timer of timers) timer.cancel();
  });
}

/** `between 8 and 10 minutes from now` */
export function spokenRange(waitSeconds: number): string {
  const minutes = Math.max(2, Math.round(waitSeconds / 60));
  return `between ${minutes - 1} and ${minutes + 1} minutes from now`;
}
