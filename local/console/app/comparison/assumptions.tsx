import { inMinutes, oneDecimal, percent, type SliderRow, Sliders } from '../parts/slider.tsx';
import { useSection } from '../state/floor-store.ts';
import { roughDuration } from '../state/words.ts';

export interface Assumed {
  queue: string;
  arrivals: 'random' | 'recorded';
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

const rows: readonly SliderRow<'minutes' | 'agents' | 'handleSeconds' | 'acceptShare' | 'patienceSeconds' | 'seeds'>[] =
  [
    ['minutes', 'For', [10, 240, 10], inMinutes],
    ['agents', 'Agents', [1, 40, 1], String],
    ['handleSeconds', 'Handle time', [15, 900, 15], roughDuration],
    ['acceptShare', 'Share who accept', [0, 1, 0.05], percent],
    ['patienceSeconds', 'Patience on hold', [60, 3600, 60], roughDuration],
    ['seeds', 'Days', [1, 10, 1], String],
  ];

export function Assumptions({ assumed, onChange }: AssumptionsProps) {
  return (
    <div class="assumptions">
      <Choices assumed={assumed} onChange={onChange} />
      <div class="sliders">
        {assumed.arrivals === 'random' && <Sliders rows={randomRows} values={assumed} onChange={onChange} />}
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
            onChange({ arrivals: value === 'recorded' ? 'recorded' : 'random' })
          }
        >
          <option value="random">random, as set below</option>
          <option value="recorded">as they came on the floor just now</option>
        </select>
      </label>
    </div>
  );
}
