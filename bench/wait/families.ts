/** A value that changes at given minutes of the day: `[fromMinute, value]`, in order of time, the first from 0. */
export type Schedule = readonly (readonly [fromMinute: number, value: number])[];

/** One kind of floor and day. */
export interface Family {
  readonly name: string;
  readonly about: string;
  readonly agents: Schedule;
  /** Work that comes in against what the agents of minute 0 can do: 1 keeps them exactly busy. */
  readonly load: Schedule;
  readonly handleSeconds: number;
  /** Coefficient of variation of lognormal handle times; exponential without it. */
  readonly handleVariation?: number;
  /** Mean of the exponential patience; Infinity for callers that never give up. */
  readonly patienceSeconds: number;
  /** The share of offers that are taken, and of those the share that is never called back. */
  readonly takeUp: number;
  readonly noShow: number;
  readonly returns: 'when-quoted' | 'in-turn' | 'in-bursts';
  /** Every conversation that begins between these minutes lasts so long. */
  readonly stall?: { readonly fromMinute: number; readonly toMinute: number; readonly handleSeconds: number };
  /** Further agents that are logged in but let their phones ring. */
  readonly unresponsive?: number;
  /** Agents that serve another queue as well, and that queue's own agents and load. */
  readonly overlap?: { readonly shared: number; readonly others: number; readonly load: number };
  readonly leaversStayAvailable?: boolean;
  readonly tasksByPriorityIncludesAssigned?: boolean;
}

export const dayMinutes = 180;
export const wrapUpSeconds = 15;
export const ringSeconds = 5;

const peakLoad: Schedule = [
  [0, 0.8],
  [60, 1.3],
  [120, 0.75],
];

const peak: Omit<Family, 'name' | 'about'> = {
  agents: [[0, 20]],
  load: peakLoad,
  handleSeconds: 300,
  patienceSeconds: 1800,
  takeUp: 0.5,
  noShow: 0.1,
  returns: 'in-turn',
};

const evenLoad: Schedule = [[0, 0.95]];

/** The families of docs/wait-estimates.md. */
export const families: readonly Family[] = [
  { ...peak, name: 'steady', about: 'load 0.95 all day', load: evenLoad },
  { ...peak, name: 'peak', about: 'an hour of load 1.3 between 0.8 and 0.75, twenty agents' },
  {
    ...peak,
    name: 'staff-drop',
    about: 'half of the agents leave after an hour and come back after two',
    load: [[0, 0.85]],
    agents: [
      [0, 20],
      [60, 10],
      [120, 20],
    ],
    leaversStayAvailable: true,
  },
  {
    ...peak,
    name: 'shift-change',
    about: 'a third is missing for twenty minutes, twice',
    load: [[0, 0.9]],
    agents: [
      [0, 20],
      [50, 13],
      [70, 22],
      [115, 14],
      [135, 20],
    ],
  },
  {
    ...peak,
    name: 'stall',
    about: 'for twelve minutes every call that begins lasts 25 minutes',
    load: [[0, 0.8]],
    stall: { fromMinute: 60, toMinute: 72, handleSeconds: 1500 },
  },
  { ...peak, name: 'agents-2', about: 'the peak with two agents', agents: [[0, 2]] },
  { ...peak, name: 'agents-5', about: 'the peak with five agents', agents: [[0, 5]] },
  { ...peak, name: 'agents-60', about: 'the peak with sixty agents', agents: [[0, 60]] },
  { ...peak, name: 'agents-200', about: 'the peak with two hundred agents', agents: [[0, 200]] },
  { ...peak, name: 'patience-3', about: 'callers give up after 3 minutes on average', patienceSeconds: 180 },
  { ...peak, name: 'patience-6', about: 'after 6 minutes', patienceSeconds: 360 },
  { ...peak, name: 'patience-12', about: 'after 12 minutes', patienceSeconds: 720 },
  { ...peak, name: 'patience-endless', about: 'nobody gives up', patienceSeconds: Number.POSITIVE_INFINITY },
  { ...peak, name: 'handle-0.7', about: 'lognormal handle times, CV 0.7', handleVariation: 0.7 },
  { ...peak, name: 'handle-1.5', about: 'lognormal handle times, CV 1.5', handleVariation: 1.5 },
  { ...peak, name: 'handle-long', about: 'calls of ten minutes', handleSeconds: 600 },
  {
    ...peak,
    name: 'overlap',
    about: 'half of the agents serve a second queue, which has ten of its own',
    overlap: { shared: 10, others: 10, load: 0.9 },
    tasksByPriorityIncludesAssigned: false,
  },
  { ...peak, name: 'unresponsive', about: 'four more agents are logged in and let it ring', unresponsive: 4 },
  { ...peak, name: 'callbacks-0', about: 'nobody takes a callback', takeUp: 0 },
  { ...peak, name: 'callbacks-80', about: 'four in five take a callback', takeUp: 0.8 },
  { ...peak, name: 'return-when-quoted', about: 'callbacks come at the quoted time', returns: 'when-quoted' },
  { ...peak, name: 'return-in-bursts', about: 'callbacks come every ten minutes', returns: 'in-bursts' },
  { ...peak, name: 'return-no-shows', about: 'three of ten callbacks never come', noShow: 0.3, returns: 'when-quoted' },
  {
    ...peak,
    name: 'opening',
    about: 'people wait for the doors to open: load 3 for ten minutes',
    load: [
      [0, 3],
      [10, 0.8],
      [90, 1.1],
      [130, 0.8],
    ],
  },
];

export function valueAt(schedule: Schedule, minute: number): number {
  let value = schedule[0]?.[1] ?? 0;
  for (const [from, next] of schedule) if (from <= minute) value = next;
  return value;
}
