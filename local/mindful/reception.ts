import type { VirtualClock } from '../clock.ts';
import type { SipLeg } from '../twilio/sip-peer.ts';
import type { BehaviourName } from './settings.ts';

/** A transferred caller at the door. */
export interface Reception {
  leg: SipLeg;
  clock: VirtualClock;
  /** What the caller is told, once the callback is certain. */
  confirmation: string;
  /** Keeps the caller's place. */
  register(): void;
}

/** One function per named behaviour. */
export const behaviours: Record<BehaviourName, (reception: Reception) => void> = {
  normal: confirmCallback,
  busy: ({ leg }) => leg.refuse(486),
  refuses: ({ leg }) => leg.refuse(603),
  unreachable: () => undefined,
  'answers-and-hangs-up': (reception) => answer(reception, () => steps(reception, [[2, ({ leg }) => leg.hangUp()]])),
  'registration-off': (reception) =>
    answer(reception, () => {
      reception.leg.say('We are unable to offer callbacks at this time. Goodbye.');
      steps(reception, [[6, ({ leg }) => leg.hangUp()]]);
    }),
};

/** Who hangs up before the number is confirmed is not called back; who does so afterwards is. */
function confirmCallback(reception: Reception): void {
  answer(reception, () => {
    reception.leg.say('Thank you for choosing a callback. Please hold while we confirm your number.');
    steps(reception, [
      [
        6,
        ({ leg, register, confirmation }) => {
          register();
          leg.say(confirmation);
        },
      ],
      [20, ({ leg }) => leg.hangUp()],
    ]);
  });
}

function answer(reception: Reception, afterwards: () => void): void {
  reception.leg.ring();
  steps(reception, [
    [
      1,
      ({ leg }) => {
        leg.answer();
        afterwards();
      },
    ],
  ]);
}

/** Each step after so many seconds from now, unless the leg is over by then. */
function steps(reception: Reception, plan: [seconds: number, step: (reception: Reception) => void][]): void {
  const timers = plan.map(([seconds, step]) => reception.clock.after(seconds, () => step(reception)));
  reception.leg.onEnd(() => {
    for (const timer of timers) timer.cancel();
  });
}

/** `between 8 and 10 minutes from now` */
export function spokenRange(waitSeconds: number): string {
  const minutes = Math.max(2, Math.round(waitSeconds / 60));
  return `between ${minutes - 1} and ${minutes + 1} minutes from now`;
}
