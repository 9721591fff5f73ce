import type { MomentOfWeek } from './moment-of-week.ts';
import { FADE_SECONDS, type QueueMemory } from './queue-memory.ts';
import type { QueueStatistics } from './queue-statistics.ts';
import { QUARTER_SECONDS, type RosterMemory, usualAt } from './roster-memory.ts';

interface Known {
  statistics: QueueStatistics;
  memory: QueueMemory;
  roster: RosterMemory | undefined;
  moment: MomentOfWeek;
}

/** How fast a difference from what is usual goes away: `e^(-t / tau)` of it is left. */
const RECOVERY_SECONDS = 20 * 60;

/**
 * How many agents will be there, so many seconds from now:
 *
 *     agents(t) = usual(t) - (usual(0) - present) e^(-t / tau)
 *     usual(t)  = roster(t) + (agents of the last hour - roster of the last hour)
 *
 * Today's difference from the roster is kept, and what has changed within the hour fades. Where the roster is not known, the agents of the
 * last hour are usual, or those present if they are more.
 */
export function expectedAgents({ statistics, memory, roster, moment }: Known): (seconds: number) => number {
  const present = statistics.availableWorkers;
  const usual = rosterOfToday(memory, roster, moment) ?? constantly(Math.max(present, memory.usualAgents));
  const missing = usual(0) - present;
  return (seconds) => Math.max(0, usual(seconds) - missing * Math.exp(-seconds / RECOVERY_SECONDS));
}

function constantly(agents: number): (seconds: number) => number {
  return () => agents;
}

/** Beyond what is known of the roster, its present value counts. */
function rosterOfToday(memory: QueueMemory, roster: RosterMemory | undefined, moment: MomentOfWeek) {
  const { quarter, secondsIntoQuarter } = moment;
  const now = usualAt(roster, quarter);
  if (now === undefined) return undefined;
  const today = memory.usualAgents - rosterLately(roster, moment, now);
  return (seconds: number) => {
    const ahead = Math.floor((secondsIntoQuarter + seconds) / QUARTER_SECONDS);
    return Math.max(0, (usualAt(roster, quarter + ahead) ?? now) + today);
  };
}

/** The roster of the last hour, weighted as `usualAgents` weights the agents of each second. */
function rosterLately(roster: RosterMemory | undefined, moment: MomentOfWeek, now: number): number {
  let sum = 0;
  let age = moment.secondsIntoQuarter;
  let left = Math.exp(-age / FADE_SECONDS);
  let value = now;
  sum += (1 - left) * now;
  for (let back = 1; back <= QUARTERS_BACK; back += 1) {
    value = usualAt(roster, moment.quarter - back) ?? value;
    age += QUARTER_SECONDS;
    const rest = Math.exp(-age / FADE_SECONDS);
    sum += (left - rest) * value;
    left = rest;
  }
  return sum + left * value;
}

/** Three hours, of which e^-3 is left. */
const QUARTERS_BACK = 12;
