import { inMinutes, oneDecimal, percent, type SliderRow, Sliders } from '../parts/slider.tsx';
import { useSection } from '../state/floor-store.ts';
import { roughDuration } from '../state/words.ts';

const arrivalKinds = [
  ['random', 'random, as set below'],
  ['recorded', 'as they came on the floor just now'],
  ['file', 'your own calls, from a file'],
] as const;

export interface Assumed {
  queue: string;
  arrivals: (typeof arrivalKinds)[number][0];
  agents: number;
  callsPerMinute: number;
  handleSeconds: number;
  acceptShare: number;
  patienceSeconds: number;
  minutes: number;
  /** How many days are played under each policy. */
  seeds: number;
}

interface AssumptionsProps {
  assumed: Assumed;
  onChange(changes: Partial<Assumed>): void;
}

const randomRows: readonly SliderRow<'callsPerMinute'>[] = [
  ['callsPerMinute', 'Calls per minute', [0.1, 12, 0.1], oneDecimal],
];

const floorRows: readonly SliderRow<'minutes' | 'agents' | 'patienceSeconds'>[] = [
  ['minutes', 'For', [10, 240, 10], inMinutes],
  ['agents', 'Agents', [1, 40, 1], String],
  ['patienceSeconds', 'Patience on hold', [60, 3600, 60], roughDuration],
];

/** What a file of past calls may not know, or never knows. */
const rows: readonly SliderRow<'handleSeconds' | 'acceptShare' | 'seeds'>[] = [
  ['handleSeconds', 'Handle time', [15, 900, 15], roughDuration],
  ['acceptShare', 'Accept the offer', [0, 1, 0.05], percent],
  ['seeds', 'Days', [1, 10, 1], String],
];

export function Assumptions({ assumed, onChange }: AssumptionsProps) {
  return (
    <div class="assumptions">
      <Choices assumed={assumed} onChange={onChange} />
      <div class="sliders">
        {assumed.arrivals === 'random' && <Sliders rows={randomRows} values={assumed} onChange={onChange} />}
        {assumed.arrivals !== 'file' && <Sliders rows={floorRows} values={assumed} onChange={onChange} />}
        <Sliders rows={rows} values={assumed} onChange={onChange} />
      </div>
    </div>
  );
}

function Choices({ assumed: { queue, arrivals }, onChange }: AssumptionsProps) {
  const queues = useSection('queues') ?? [];
  return (
    <div class="choices">
      <label>
        Queue
        <select value={queue} onChange={(event) => onChange({ queue: event.currentTarget.value })}>
          {queues.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        Arrivals
        <select
          value={arrivals}
          onChange={({ currentTarget: { value } }) =>
            onChange({ arrivals: arrivalKinds.find(([kind]) => kind === value)?.[0] ?? 'random' })
          }
        >
          {arrivalKinds.map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
