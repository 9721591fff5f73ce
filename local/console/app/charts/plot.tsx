import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { timeOfDay } from '../state/time-of-day.ts';
import { useColours } from './use-colours.ts';

interface Line {
  label: string;
  /** A custom property of the style sheet, such as `--accent`. */
  colour: string;
  values: readonly (number | null)[];
  /** Dots instead of a line. */
  dots?: boolean;
  dashed?: boolean;
}

interface PlotProps {
  title: string;
  /** What the chart shows, in a sentence for screen readers. */
  summary: string;
  x: readonly number[];
  /** `time`: x is in seconds since 1970. */
  xKind: 'time' | 'number';
  xLabel?: string;
  yLabel: string;
  lines: readonly Line[];
  /** What will appear, where there is nothing to draw yet. */
  empty?: string;
}

const HEIGHT = 220;

export function Plot(props: PlotProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const colours = useColours();
  const { title, summary, x, lines, empty } = props;
  const shape = JSON.stringify([colours, title, x.length === 0, lines.map(({ label }) => label)]);
  useEffect(() => {
    const element = holder.current;
    if (!element || x.length === 0) return;
    const made = new uPlot(optionsOf(props, element.clientWidth, colours), dataOf(props), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(dataOf(props)), [x, lines]);
  return (
    <figure class="card plot">
      <figcaption>
        <strong>{title}</strong>
        <span class="muted">{summary}</span>
      </figcaption>
      <ul class="legend">
        {lines.map(({ label, colour, dots, dashed }) => (
          <li key={label}>
            <i class={dots ? 'dot' : dashed ? 'dash' : 'line'} style={{ color: `var(${colour})` }} /> {label}
          </li>
        ))}
      </ul>
      {x.length === 0 && <p class="empty">{empty}</p>}
      <div ref={holder} class="canvas" aria-hidden="true" hidden={x.length === 0} />
    </figure>
  );
}

function dataOf({ x, lines }: PlotProps): uPlot.AlignedData {
  return [[...x], ...lines.map(({ values }) => [...values])];
}

function optionsOf({ xKind, xLabel, yLabel, lines }: PlotProps, width: number, colours: Colours): uPlot.Options {
  const { muted, line, font } = colours;
  const axis = { stroke: muted, grid: { stroke: line, width: 1 }, ticks: { show: false }, font, labelFont: font };
  return {
    width: Math.max(200, width),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: xKind === 'time' }, y: { range: { min: { hard: 0, soft: 0, mode: 1 }, max: { pad: 0.1 } } } },
    axes: [
      {
        ...axis,
        size: 28,
        labelSize: 20,
        label: xLabel,
        ...(xKind === 'time' && { values: (_, splits) => splits.map(hourAndMinute) }),
      },
      { ...axis, label: yLabel, size: 40, labelSize: 20 },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, colours))],
  };
}

function hourAndMinute(seconds: number): string {
  return timeOfDay(seconds * 1000).slice(0, 5);
}

type Colours = ReturnType<typeof useColours>;

function seriesOf({ label, colour, dots, dashed }: Line, colours: Colours): uPlot.Series {
  const stroke = colours.of(colour);
  if (dots) return { label, stroke, paths: () => null, points: { show: true, size: 6, fill: stroke } };
  return { label, stroke, width: 2, spanGaps: false, points: { show: false }, dash: dashed ? [6, 5] : undefined };
}
