import type { QueueSection } from '../../wire.ts';
import { oneDecimal, percent, Slider, type SliderRow, Sliders } from '../parts/slider.tsx';
import { askControl } from '../state/control-api.ts';
import { roughDuration } from '../state/words.ts';

/** Steps of the forced wait; the first leaves the estimate to the service. */
const FORCED_STEP_SECONDS = 60;

const rows: readonly SliderRow<keyof QueueSection['conditions']>[] = [
  ['agents', 'Agents', [0, 40, 1], String],
  ['callsPerMinute', 'Calls per minute', [0, 12, 0.1], oneDecimal],
  ['handleSeconds', 'Handle time', [15, 900, 15], roughDuration],
  ['acceptShare', 'Accept the offer', [0, 1, 0.05], percent],
];

/** Sets staffing and traffic of a queue. */
export function Conditions({ queue: { name, conditions, waitSeconds } }: { queue: QueueSection }) {
  const change = (changes: object) => void askControl('PUT', `queues/${name}`, changes);
  return (
    <fieldset class="sliders" aria-label={`Conditions of ${name}`}>
      <Sliders rows={rows} values={conditions} onChange={change} />
      <Slider
        label="Estimate"
        value={waitSeconds ?? 0}
        range={[0, 3600, FORCED_STEP_SECONDS]}
        show={(value) => (value === 0 ? 'as measured' : `forced: ${roughDuration(value)}`)}
        onChange={(seconds) => change({ waitSeconds: seconds === 0 ? null : seconds })}
      />
    </fieldset>
  );
}
