import type { CallRecord } from '../twilio/calls/call.ts';
import type { Actor } from './actor.ts';

export interface Scenario {
  title: string;
  /** Plays the scenario and answers where each of its calls should have ended. */
  play(actor: Actor): Promise<Ending[]>;
}

interface Ending {
  call: CallRecord;
  /** What must have become of the call, as a sentence and as a check. */
  should: string;
  holds: boolean;
}

const talked = (call: CallRecord) =>
  call.transcript.some(({ kind, text }) => kind === 'connected' && /^Agent/.test(text));
const wasAtMindful = (call: CallRecord) =>
  call.transcript.some(({ kind, text }) => kind === 'connected' && /Mindful/.test(text));

function ending(call: CallRecord, should: string, holds: boolean): Ending {
  return { call, should, holds: holds && call.faults.length === 0 };
}

export const scenarios: Scenario[] = [
  {
    title: 'A long wait: the callback is offered before the queue and accepted',
    async play(actor) {
      await actor.agents(0);
      await actor.wait(421);
      const call = await actor.dial();
      await actor.hears(call, /press 1/);
      await actor.press(call, '1');
      await actor.reaches(call, /^ended$/);
      await actor.agents(1);
      const back = await actor.returnCall();
      await actor.reaches(back, /^ended$/);
      return [ending(call, 'be taken by Mindful', wasAtMindful(call)), ending(back, 'reach an agent', talked(back))];
    },
  },
  {
    title: 'A long wait: the callback is declined',
    async play(actor) {
      await actor.agents(0);
      await actor.wait(421);
      const call = await actor.dial();
      await actor.hears(call, /press 1/);
      await actor.press(call, '2');
      await actor.agents(1);
      await actor.reaches(call, /^ended$/);
      return [ending(call, 'hold and reach an agent', talked(call) && !wasAtMindful(call))];
    },
  },
  {
    title: 'The wait grows while the caller holds: the offer on hold is accepted',
    async play(actor) {
      await actor.agents(0);
      await actor.wait(60);
      const call = await actor.dial();
      await actor.reaches(call, /^holding/);
      await actor.wait(900);
      await actor.hears(call, /called back in/);
      await actor.press(call, '1');
      await actor.reaches(call, /^ended$/);
      await actor.agents(1);
      const back = await actor.returnCall();
      await actor.reaches(back, /^ended$/);
      return [
        ending(call, 'leave the queue and be taken by Mindful', wasAtMindful(call)),
        ending(back, 'reach an agent', talked(back)),
      ];
    },
  },
  {
    title: 'A return call overtakes ordinary callers',
    async play(actor) {
      await actor.agents(0);
      await actor.wait(200);
      const call = await actor.dial();
      await actor.hears(call, /press 1/);
      await actor.press(call, '1');
      await actor.reaches(call, /^ended$/);
      await actor.wait(60);
      const ordinary = [await actor.dial(), await actor.dial()];
      const back = await actor.returnCall();
      await actor.reaches(back, /^holding/);
      await actor.agents(1);
      await actor.reaches(back, /^talking/);
      const firstInLine = ordinary.every((other) => other.where.startsWith('holding'));
      await actor.until('every caller is served', () => ordinary.every(({ where }) => where === 'ended'));
      return [
        ending(back, 'reach the agent before the earlier callers', firstInLine && talked(back)),
        ...ordinary.map((other) => ending(other, 'reach an agent afterwards', talked(other))),
      ];
    },
  },
  {
    title: 'A short wait: nothing is offered',
    async play(actor) {
      await actor.agents(0);
      await actor.wait(60);
      const call = await actor.dial();
      await actor.reaches(call, /^holding/);
      await actor.agents(1);
      await actor.reaches(call, /^ended$/);
      const offered = call.transcript.some(({ text }) => /press 1/.test(text));
      return [ending(call, 'reach an agent without an offer', talked(call) && !offered)];
    },
  },
  {
    title: 'Mindful is busy: one apology, and back into the queue',
    async play(actor) {
      actor.centre.mindful.change({ behaviour: 'busy' });
      await actor.agents(0);
      await actor.wait(421);
      const call = await actor.dial();
      await actor.hears(call, /press 1/);
      await actor.press(call, '1');
      await actor.hears(call, /could not arrange/);
      await actor.agents(1);
      await actor.reaches(call, /^ended$/);
      actor.centre.mindful.change({ behaviour: 'normal' });
      const offers = call.transcript.filter(({ text }) => /press 1/.test(text)).length;
      return [ending(call, 'reach an agent, having heard one offer', talked(call) && offers === 1)];
    },
  },
];
