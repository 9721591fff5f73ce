import type { QueueSection } from '../../wire.ts';
import { Slider } from '../parts/slider.tsx';
import { askControl } from '../state/control-api.ts';
import { roughDuration } from '../state/words.ts';

/** Steps of the forced wait; the first leaves the estimate to the service. */
const FORCED_STEP_SECONDS = 60;

/** What the queue's day is like, under the hand. */
export function Conditions({ queue: { name, conditions, waitSeconds } }: { queue: QueueSection }) {
  const change = (changes: object) => void askControl('PUT', `queues/${name}`, changes);
  return (
    <fieldset class="sliders" aria-label={`Conditions of ${name}`}>
      <Slider
        {...{ label: 'Agents', value: conditions.agents, min: 0, max: 40, step: 1, show: String }}
        onChange={(agents) => change({ agents })}
      />
      <Slider
        {...{ label: 'Calls per minute', value: conditions.callsPerMinute, min: 0, max: 12, step: 0.1 }}
        show={(value) => value.toFixed(1)}
        onChange={(callsPerMinute) => change({ callsPerMinute })}
      />
      <Slider
        {...{ label: 'Handle time', value: conditions.handleSeconds, min: 15, max: 900, step: 15, show: roughDuration }}
        onChange={(handleSeconds) => change({ handleSeconds })}
      />
      <Slider
        {...{ label: 'Share who accept', value: conditions.acceptShare, min: 0, max: 1, step: 0.05 }}
        show={(value) => `${Math.round(value * 100)} %`}
        onChange={(acceptShare) => change({ acceptShare })}
      />
      <Slider
        {...{ label: 'Estimate', value: waitSeconds ?? 0, min: 0, max: 3600, step: FORCED_STEP_SECONDS }}
        show={(value) => (value === 0 ? 'as sampled' : `forced: ${roughDuration(value)}`)}
        onChange={(seconds) => change({ waitSeconds: seconds === 0 ? null : seconds })}
      />
    </fieldset>
  );
}
