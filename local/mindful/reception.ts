import type { SipLeg } from '../twilio/sip-peer.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import type { BehaviourName } from './settings.ts';

/** A transferred caller at the door. */
export interface Reception {
  leg: SipLeg;
  clock: VirtualClock;
  /** What the caller is told, once the callback is certain. */
  confirmation: string;
  /** Where callers go who would rather hold. */
  chooseHoldAddress: string;
  /** A callback for the caller's number is pending already. */
  isPending: boolean;
  /** Keeps the caller's place. */
  register(): void;
}

type Step = (reception: Reception) => void;

/** One function per named behaviour. */
export const behaviours: Record<BehaviourName, (reception: Reception) => void> = {
  normal: (reception) => (reception.isPending ? behaviours.duplicate(reception) : confirmCallback(reception)),
  forgets: (reception) => behaviours.normal(reception),
  busy: ({ leg }) => leg.refuse(486),
  refuses: ({ leg }) => leg.refuse(603),
  unreachable: () => undefined,
  'answers-and-hangs-up': (reception) => answer(reception, [[2, hangUp]]),
  'registration-off': sayAndHangUp('We are unable to offer callbacks at this time. Goodbye.'),
  duplicate: sayAndHangUp('You already have a callback pending with us. Goodbye.'),
  'out-of-hours': sayAndHangUp('Our offices are closed. Goodbye.'),
  'maximum-reached': (reception) => answer(reception, [[2, backToHold]]),
  'choose-hold': (reception) =>
    answer(reception, [
      [0, say('To be called back, press 1. To hold for an agent, press 2.')],
      [8, backToHold],
    ]),
};

/** Who hangs up before the number is confirmed is not called back; who does so afterwards is. */
function confirmCallback(reception: Reception): void {
  answer(reception, [
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
  return (reception: Reception) =>
    answer(reception, [
      [0, say(text)],
      [6, hangUp],
    ]);
}

function say(text: string): Step {
  return ({ leg }) => leg.say(text);
}

function hangUp({ leg }: Reception): void {
  leg.hangUp();
}

function backToHold({ leg, chooseHoldAddress }: Reception): void {
  leg.refer(chooseHoldAddress);
}

/** Rings for a second, answers, and then each step after so many seconds, unless the leg is over by then. */
function answer(reception: Reception, plan: [seconds: number, step: Step][]): void {
  const { leg, clock } = reception;
  leg.ring();
  const timers = [clock.after(1, begin)];
  function begin(): void {
    leg.answer();
    for (const [seconds, step] of plan) {
      if (seconds === 0) step(reception);
      else timers.push(clock.after(seconds, () => step(reception)));
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
