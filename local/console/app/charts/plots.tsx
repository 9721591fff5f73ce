import type { HistoryPoint, QuotePoint } from '../../history-wire.ts';
import { roughDuration } from '../state/words.ts';
import { Plot } from './plot.tsx';

type Points = readonly HistoryPoint[];

/** Both at the time of the call: what a caller was told, and what came of it. */
export function WaitPlot({ points }: { points: Points }) {
  const last = points.findLast(({ estimateSeconds }) => estimateSeconds !== null)?.estimateSeconds;
  return (
    <Plot
      title="Estimated and actual wait"
      summary={
        last === undefined || last === null
          ? 'No estimate has been made yet.'
          : `The latest estimate is ${roughDuration(last)}. Each actual wait stands where its caller came.`
      }
      x={points.map(({ atMs }) => atMs / 1000)}
      xKind="time"
      yLabel="minutes"
      lines={[
        { label: 'estimated', colour: '--accent', values: points.map((point) => minutes(point.estimateSeconds)) },
        { label: 'actual', colour: '--warm', values: points.map((point) => minutes(point.actualSeconds)), dots: true },
      ]}
    />
  );
}

export function QueuePlot({ points }: { points: Points }) {
  const longest = Math.max(...points.map(({ waiting }) => waiting));
  return (
    <Plot
      title="In the queue and at home"
      summary={`At most ${longest === 1 ? 'one person was' : `${longest} people were`} in the queue at once.`}
      x={points.map(({ atMs }) => atMs / 1000)}
      xKind="time"
      yLabel="people"
      lines={[
        { label: 'in the queue', colour: '--warm', values: points.map(({ waiting }) => waiting) },
        { label: 'waiting at home', colour: '--accent', values: points.map(({ atHome }) => atHome) },
      ]}
    />
  );
}

/** On the dashed line a promise was exact; below it the caller was answered sooner. */
export function QuotePlot({ quotes }: { quotes: readonly QuotePoint[] }) {
  const sorted = [...quotes].sort((one, other) => one.quotedSeconds - other.quotedSeconds);
  const quoted = sorted.map(({ quotedSeconds }) => quotedSeconds / 60);
  const of = (kind: QuotePoint['kind']) =>
    sorted.map((quote) => (quote.kind === kind ? quote.actualSeconds / 60 : null));
  return (
    <Plot
      title="Quoted and actual"
      summary={
        quotes.length === 0
          ? 'No caller with a quote has reached an agent yet.'
          : 'Above the dashed line callers waited longer than they were told.'
      }
      empty="Each caller who was told a wait will be a dot here, as soon as an agent has answered."
      x={quoted}
      xKind="number"
      xLabel="quoted, minutes"
      yLabel="actual, minutes"
      lines={[
        { label: 'stayed on hold', colour: '--warm', values: of('held'), dots: true },
        { label: 'called back', colour: '--accent', values: of('callback'), dots: true },
        { label: 'as quoted', colour: '--muted', values: quoted, dashed: true },
      ]}
    />
  );
}

function minutes(seconds: number | null): number | null {
  return seconds === null ? null : seconds / 60;
}
