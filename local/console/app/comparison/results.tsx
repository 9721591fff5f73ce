import catalogue from '../../../../lib/monitoring/figures.json' with { type: 'json' };
import type { FigureName } from '../../../../lib/monitoring/figures.ts';
import type { ComparisonAnswer } from '../../control/comparison.ts';
import { Plot } from '../charts/plot.tsx';
import { figureInWords } from '../parts/figure-list.tsx';
import { roughDuration } from '../state/words.ts';

type Summary = ComparisonAnswer['with'];

const headlines: readonly [string, (summary: Summary) => number, (value: number) => string][] = [
  ['Time on hold, all callers', ({ totalHoldSeconds }) => totalHoldSeconds, roughDuration],
  ['Longest hold', ({ longestHoldSeconds }) => longestHoldSeconds, roughDuration],
  ['Hung up in the queue', ({ hungUp }) => hungUp, String],
];

const rows: readonly [string, (summary: Summary) => string][] = [
  ['Calls', ({ calls }) => String(calls)],
  ['Reached an agent', ({ answered }) => String(answered)],
  ['Average time on hold', ({ averageHoldSeconds }) => roughDuration(averageHoldSeconds)],
  ['Average time from the call to an agent', ({ averageSecondsToAgent }) => roughDuration(averageSecondsToAgent)],
  ...(Object.keys(catalogue) as FigureName[]).map((name): (typeof rows)[number] => [
    catalogue[name].label,
    ({ figures }) => figureInWords(figures[name]),
  ]),
];

/** Read the figures with this in mind. */
const caveat =
  'Return calls are served before callers on hold, so a caller who declines the callback may hold longer. A caller who ' +
  'hangs up shortens the queue for the others. The agents are the same: callbacks move the wait from phone to home.';

export function ComparisonResults({ answer }: { answer: ComparisonAnswer }) {
  const { queueLengths } = answer;
  return (
    <section class="results" aria-label="Results" aria-live="polite">
      <div class="headlines">
        {headlines.map(([label, read, show]) => (
          <Headline key={label} label={label} without={read(answer.without)} with={read(answer.with)} show={show} />
        ))}
      </div>
      <Plot
        title="People on hold"
        summary={`At most ${Math.max(0, ...queueLengths.without)} without callbacks, ${Math.max(0, ...queueLengths.with)} with them.`}
        x={queueLengths.with.map((_, minute) => minute)}
        xKind="number"
        xLabel="minutes"
        yLabel="people"
        lines={[
          { label: 'without callbacks', colour: '--warm', values: queueLengths.without },
          { label: 'with callbacks', colour: '--accent', values: queueLengths.with },
        ]}
      />
      <Table answer={answer} />
      <p class="muted">{caveat}</p>
    </section>
  );
}

interface HeadlineProps {
  label: string;
  without: number;
  with: number;
  show(value: number): string;
}

function Headline({ label, without, with: withCallbacks, show }: HeadlineProps) {
  const most = Math.max(1, without, withCallbacks);
  return (
    <div class="card headline">
      <h3>{label}</h3>
      <p class="warm">
        <strong>{show(without)}</strong> without
      </p>
      <span class="bar-fill warm" style={{ width: `${(without / most) * 100}%` }} />
      <p class="accent">
        <strong>{show(withCallbacks)}</strong> with
      </p>
      <span class="bar-fill accent" style={{ width: `${(withCallbacks / most) * 100}%` }} />
    </div>
  );
}

function Table({ answer }: { answer: ComparisonAnswer }) {
  return (
    <table class="card">
      <thead>
        <tr>
          <th scope="col">Of the same callers</th>
          <th scope="col">without</th>
          <th scope="col">with</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, show]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{show(answer.without)}</td>
            <td>{show(answer.with)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
