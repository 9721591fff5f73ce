import { once } from 'node:events';
import type { Configuration, QueuePolicy } from '../../lambdas/domain/queue-config.ts';
import { alarmMessage, alarms } from '../../lib/monitoring/alarms.ts';
import { type ContactCentre, startContactCentre } from '../contact-centre.ts';
import type { BehaviourName } from '../mindful/settings.ts';
import type { Drill } from './command-line.ts';

/** More calls than the agents can take; half an hour of it is enough for offers. */
const peak = { agents: 6, handleSeconds: 240, callsPerMinute: 2.3, acceptShare: 0.6 };

interface Conditions {
  minutesBefore: number;
  mostMinutes: number;
  /** Resolves when the person who is looking for the cause wants to stop. */
  awaitPerson(): Promise<void>;
  /** A folder of built bundles; without it, they are built at the start. */
  bundles?: string;
}

const asAtTheTerminal: Conditions = { minutesBefore: 20, mostMinutes: 30, awaitPerson: enter };

/** Alarms look at full periods, of which the longest that a drill waits for has ten minutes. */
const FULL_PERIOD_MS = 600_000;

/** Some webhooks are sent only where this is so; a drill of one of them makes it so. */
const waysOfCalls: Readonly<Record<string, { behaviour?: BehaviourName; policy?: Partial<QueuePolicy> }>> = {
  'transfer-refer': { behaviour: 'choose-hold' },
  register: { policy: { registerBy: 'api' } },
};

/** Shows that a drill is still running while every webhook waits for its time-out. */
const SAYS_EVERY_MINUTES = 5;

/**
 * Plays the peak with the fault on until an alarm rings, then leaves the contact centre to the person on call.
 * Returns false if no call met the fault: there was nothing to find.
 */
export async function conductDrill(
  drill: Drill,
  written: Configuration,
  say: (text: string) => void,
  { minutesBefore, mostMinutes, awaitPerson, bundles } = asAtTheTerminal,
): Promise<boolean> {
  const { behaviour = 'normal', policy } = waysOfCalls[drill.name.replace(/^webhook-[a-z]+-/, '')] ?? {};
  const queues = written.queues.map((queue) => ({ ...queue, policy: { ...queue.policy, ...policy } }));
  const configuration = { ...written, queues };
  const startMs = Math.ceil(Date.now() / FULL_PERIOD_MS) * FULL_PERIOD_MS - FULL_PERIOD_MS;
  const centre = await startContactCentre({ configuration, port: drill.port, startMs, bundles });
  try {
    say('A peak begins. This takes a minute or two, and up to ten where something has become slow.');
    centre.floors.get(configuration.defaultQueue)?.change(peak);
    centre.mindful.change({ behaviour });
    await centre.clock.advance(minutesBefore * 60);
    if ('fault' in drill.wrong) centre.faults.set(drill.wrong.fault, true);
    else centre.mindful.change({ behaviour: drill.wrong.behaviour });
    const rang = await untilAlarm(centre, configuration, { mostMinutes, say });
    if ('fault' in drill.wrong && !centre.faults.hasActed(drill.wrong.fault)) {
      say('\nThere is nothing to find: no call of this drill came where the fault is.');
      say(`It was ${drill.name}: ${drill.description}`);
      return false;
    }
    if (rang.length === 0) say(`No alarm has rung in ${mostMinutes} minutes.`);
    centre.liveClock.setSpeed(1);
    say(`\nWhat is wrong? docs/operations.md tells how to find out; this contact centre is at ${centre.url}.`);
    say(
      `Its alarms: ${centre.url}/control/dashboard. Its log: ${centre.url}/control/questions/problems-by-code and so on.`,
    );
    say(`To the page's commands write --local ${centre.url} instead of --stage NAME.`);
    say('Enter ends the drill.');
    await awaitPerson();
    say(`\nIt was ${drill.name}: ${drill.description}`);
    return true;
  } finally {
    await centre.stop();
  }
}

/** Says each alarm as it begins to ring, until two minutes after the first. */
async function untilAlarm(
  { clock, monitor }: ContactCentre,
  configuration: Configuration,
  { mostMinutes, say }: { mostMinutes: number; say: (text: string) => void },
): Promise<string[]> {
  const fromMs = clock.nowMs();
  const rang: string[] = [];
  let minutesLeft = mostMinutes;
  while (minutesLeft > 0) {
    await clock.advance(60);
    minutesLeft -= 1;
    const minutes = Math.round((clock.nowMs() - fromMs) / 60_000);
    if (rang.length === 0 && minutes % SAYS_EVERY_MINUTES === 0) say(`${minutes} minutes of it, and no alarm.`);
    for (const name of monitor.alarmsRaised({ fromMs, toMs: clock.nowMs() })) {
      if (rang.includes(name)) continue;
      if (rang.length === 0) minutesLeft = Math.min(minutesLeft, 2);
      rang.push(name);
      say(`\n${new Date(clock.nowMs()).toISOString()} ALARM callback-local-${name}\n${messageOf(name, configuration)}`);
    }
  }
  return rang;
}

function messageOf(name: string, { stack, queues }: Configuration): string {
  const definition = alarms.find(
    (alarm) => alarm.name === name || queues.some((queue) => `${alarm.name}-${queue.name}` === name),
  );
  return definition ? alarmMessage(definition, { runbookUrl: stack.runbookUrl }) : '';
}

/** Ends as well when nobody can press it. */
async function enter(): Promise<void> {
  process.stdin.resume();
  await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end'), once(process, 'SIGINT')]);
}
