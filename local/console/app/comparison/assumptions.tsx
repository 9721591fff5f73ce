import { Slider } from '../parts/slider.tsx';
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
  seed: number;
}

interface AssumptionsProps {
  assumed: Assumed;
  onChange(changes: Partial<Assumed>): void;
}

export function Assumptions({ assumed, onChange }: AssumptionsProps) {
  return (
    <div class="assumptions">
      <Choices assumed={assumed} onChange={onChange} />
      <div class="sliders">
        {assumed.arrivals === 'random' && (
          <Slider
            {...{ label: 'Calls per minute', value: assumed.callsPerMinute, min: 0.1, max: 12, step: 0.1 }}
            show={(value) => value.toFixed(1)}
            onChange={(callsPerMinute) => onChange({ callsPerMinute })}
          />
        )}
        <Slider
          {...{ label: 'For', value: assumed.minutes, min: 10, max: 240, step: 10 }}
          show={(value) => `${value} min`}
          onChange={(minutes) => onChange({ minutes })}
        />
        <Slider
          {...{ label: 'Agents', value: assumed.agents, min: 1, max: 40, step: 1, show: String }}
          onChange={(agents) => onChange({ agents })}
        />
        <Habits assumed={assumed} onChange={onChange} />
      </div>
    </div>
  );
}

function Habits({ assumed, onChange }: AssumptionsProps) {
  return (
    <>
      <Slider
        {...{ label: 'Handle time', value: assumed.handleSeconds, min: 15, max: 900, step: 15, show: roughDuration }}
        onChange={(handleSeconds) => onChange({ handleSeconds })}
      />
      <Slider
        {...{ label: 'Share who accept', value: assumed.acceptShare, min: 0, max: 1, step: 0.05 }}
        show={(value) => `${Math.round(value * 100)} %`}
        onChange={(acceptShare) => onChange({ acceptShare })}
      />
      <Slider
        {...{ label: 'Patience on hold', value: assumed.patienceSeconds, min: 60, max: 3600, step: 60 }}
        show={roughDuration}
        onChange={(patienceSeconds) => onChange({ patienceSeconds })}
      />
    </>
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
