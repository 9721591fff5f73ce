import type { SampledContender } from './contenders.ts';

/** A value that changes at given minutes of the day: `[fromMinute, value]`, in order of time, the first from 0. */
export type Schedule = readonly (readonly [fromMinute: number, value: number])[];

/** One kind of floor and day. */
export interface Family {
  readonly name: string;
  readonly about: string;
  readonly agents: Schedule;
  /** What the days before had; without it the same as today. */
  readonly roster?: Schedule;
  /** Work that comes in against what the most agents of the roster can do: 1 keeps them exactly busy. */
  readonly load: Schedule;
  /** So many callers come together, on average; one by one without it. */
  readonly callersTogether?: number;
  readonly handleSeconds: number;
  /** Coefficient of variation of lognormal handle times; exponential without it. */
  readonly handleVariation?: number;
  /** Mean of the exponential patience; Infinity for callers that never give up. */
  readonly patienceSeconds: number;
  /** The share of offers that are taken, and of those the share that is never called back. */
  readonly takeUp: number;
  readonly noShow: number;
  readonly returns: 'when-promised' | 'in-turn' | 'in-bursts';
  /** Mindful promises this share of what one contender says, whoever makes the offers; without it what was quoted. */
  readonly promise?: { readonly by: SampledContender; readonly share: number };
  /** Nobody is called back in this time, and who was due in it right after it. */
  readonly outage?: { readonly fromMinute: number; readonly toMinute: number };
  /** Callers of a higher priority in the same queue, as a part of the load of one. */
  readonly prioritized?: Schedule;
  /** Every conversation that begins between these minutes lasts so long. */
  readonly stall?: { readonly fromMinute: number; readonly toMinute: number; readonly handleSeconds: number };
  /** Further agents that are logged in but let their phones ring. */
  readonly unresponsive?: number;
  /** Agents that serve another queue as well, and that queue's own agents and load. */
  readonly overlap?: { readonly shared: number; readonly others: number; readonly load: Schedule };
  readonly leaversStayAvailable?: boolean;
  readonly tasksByPriorityIncludesAssigned?: boolean;
}

export const dayMinutes = 180;
export const wrapUpSeconds = 15;
export const ringSeconds = 5;
/** Callbacks that come in bursts come as often as this. */
export const burstSeconds = 600;

const peakLoad: Schedule = [
  [0, 0.8],
  [60, 1.3],
  [120, 0.75],
];

/** Twenty agents and an hour of more than they can do. What a family does not say is as here. */
export const peak: Omit<Family, 'name' | 'about'> = {
  agents: [[0, 20]],
  load: peakLoad,
  handleSeconds: 300,
  patienceSeconds: 1800,
  takeUp: 0.5,
  noShow: 0.1,
  returns: 'in-turn',
};

export function rosterOf(family: Family): Schedule {
  return family.roster ?? family.agents;
}

/** Calls per second that keep the agents of the roster exactly busy. */
export function callsPerSecondAtOne(family: Family): number {
  const most = Math.max(...rosterOf(family).map(([, agents]) => agents));
  return most / (family.handleSeconds + ringSeconds + wrapUpSeconds);
}

export function valueAt(schedule: Schedule, minute: number): number {
  let value = schedule[0]?.[1] ?? 0;
  for (const [from, next] of schedule) if (from <= minute) value = next;
  return value;
}
