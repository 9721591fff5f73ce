import { useState } from 'preact/hooks';
import { type PolicyResult, serviceLevelSeconds } from '../../comparison/day-summary.ts';
import { holdTime } from '../../comparison/hold-time.ts';
import { spreadOf } from '../../comparison/spread.ts';
import type { ComparisonAnswer } from '../../control/comparison-answer.ts';
import type { OwnDayFacts } from '../../own-calls/own-day.ts';
import { Plot } from '../charts/plot.tsx';
import { scrollable } from '../parts/scrollable.ts';
import { type FigureRow, headlines, rangeInWords, rows, serviceLevel, spreadIn } from './figures.ts';

/** A line of the plot and a bar for each column. */
const colours = ['--warm', '--accent', '--ringing', '--free', '--wrapping', '--danger', '--text', '--muted'];
const colourOf = (column: number) => `var(${colours[column % colours.length]})`;

export function ComparisonResults({ answer }: { answer: ComparisonAnswer }) {
  const [level, setLevel] = useState<number>(60);
  const { policies, sentence, assumptions, ownCalls } = answer;
  const { seeds } = assumptions;
  return (
    <section class="results" aria-label="Results" aria-live="polite">
      <div class="card sentence">
        <p>{sentence}</p>
        {ownCalls && <TrueToFile facts={ownCalls} days={policies[0]?.days ?? []} />}
        <button type="button" class="on-screen" onClick={() => print()}>
          Print, or save to send
        </button>
      </div>
      <div class="headlines">
        {headlines.map((row) => (
          <Headline key={row.label} row={row} policies={policies} />
        ))}
      </div>
      <label class="level">
        Service level: answered within
        <select value={level} onChange={(event) => setLevel(Number(event.currentTarget.value))}>
          {serviceLevelSeconds.map((seconds) => (
            <option key={seconds} value={seconds}>
              {holdTime(seconds)}
            </option>
          ))}
        </select>
      </label>
      <FigureTable rows={[...headlines.slice(0, 2), serviceLevel(level), ...rows]} policies={policies} />
      <QueueLengths policies={policies} />
      <p class="muted">
        {seeds === 1 ? 'One day' : `Averages of ${seeds} days, and below them the least and the most of a day`}. The
        callers and the agents are the same in each column. Rescued: callers who hang up without callbacks and spoke
        with an agent here. Times are minutes and seconds. On hold is time on the phone; of a callback, what is held
        before it and after it. Return calls come when the caller's turn would have come.
      </p>
    </section>
  );
}

/** Whether the days without callbacks are like those of the file. */
function TrueToFile({ facts, days }: { facts: OwnDayFacts; days: PolicyResult['days'] }) {
  const hungUp = spreadOf(days.map((day) => day.hungUp)).mean;
  const hold = spreadOf(days.map(({ averageHoldSeconds }) => averageHoldSeconds)).mean;
  return (
    <p class="muted">
      Of {facts.calls} calls of the file {facts.hungUp} hung up, after {holdTime(facts.averageWaitSeconds)} on hold on
      average over all; played without callbacks, {Math.round(hungUp)} do, after {holdTime(hold)}. Where these differ
      much, the agents that were inferred are not those who were there.
    </p>
  );
}

function Headline({ row, policies }: { row: FigureRow; policies: readonly PolicyResult[] }) {
  const means = policies.map(({ days }) => spreadIn(row, days)?.mean ?? 0);
  const most = Math.max(1, ...means);
  return (
    <div class="card headline">
      <h3>{row.label}</h3>
      {policies.map(({ name }, column) => (
        <div key={name}>
          <p>
            <strong>{row.show(means[column] ?? 0)}</strong> {name}
          </p>
          <span
            class="bar-fill"
            style={{ color: colourOf(column), width: `${((means[column] ?? 0) / most) * 100}%` }}
          />
        </div>
      ))}
    </div>
  );
}

function FigureTable(props: { rows: readonly FigureRow[]; policies: readonly PolicyResult[] }) {
  return (
    <div class="card scrolls" {...scrollable}>
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">The same callers</th>
            {props.policies.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {props.policies.map(({ name, days }) => (
                <Cell key={name} row={row} days={days} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ row, days }: { row: FigureRow; days: PolicyResult['days'] }) {
  const spread = spreadIn(row, days);
  if (!spread) return <td>–</td>;
  return (
    <td>
      {row.show(spread.mean)} <small class="muted">{rangeInWords(row, spread)}</small>
    </td>
  );
}

function QueueLengths({ policies }: { policies: readonly PolicyResult[] }) {
  const minutes = Math.max(...policies.map(({ queueLengths }) => queueLengths.length));
  const most = policies.map(({ name, queueLengths }) => `${Math.max(0, ...queueLengths)} (${name})`);
  return (
    <Plot
      title="People on hold, first day"
      summary={`At most ${most.join(', ')}.`}
      x={Array.from({ length: minutes }, (_, minute) => minute)}
      xKind="number"
      xLabel="minutes"
      yLabel="people"
      lines={policies.map(({ name, queueLengths }, column) => ({
        label: name,
        colour: colours[column % colours.length] ?? '--text',
        values: Array.from({ length: minutes }, (_, minute) => queueLengths[minute] ?? 0),
      }))}
    />
  );
}
