import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOYED_MEGABYTES } from './figures.ts';
import { type Results, recordedResults } from './results.ts';

/* Draws docs/images/cold-start.svg of the recorded results: what the processors' time until the first answer goes into. */

const { figures } = recordedResults();
const deployed = figures.filter(({ memoryMegabytes }) => memoryMegabytes === DEPLOYED_MEGABYTES);
const bareCpuMs = deployed.find(({ variant }) => variant === 'bare')?.initCpuMs ?? Number.NaN;

const labels: Record<string, string> = {
  bare: 'a bare handler',
  leanest: 'the least with the AWS SDK',
  'hold, 1': 'this service: hold',
  'hold, 300': 'the same with 300 queues',
  'incoming-call, 1': 'this service: incoming-call',
  guide: "the guide's code on Lambda",
};

type Figures = Results['figures'][number];

/** What connects only for its first answer has loaded everything by then. */
const loaded = ({ loadedCpuMs, initCpuMs }: Figures) => Math.min(loadedCpuMs, initCpuMs);

/** Each is left of the next; the number is where its name stands above. */
const stages: readonly { name: string; at: number; color: string; ms(of: Figures): number }[] = [
  { name: 'Node and the runtime client', at: 10, color: '#9aa', ms: () => bareCpuMs },
  { name: 'loading the bundle', at: 200, color: '#38c', ms: (of) => loaded(of) - bareCpuMs },
  { name: 'connections, secret, queue, warm-up', at: 340, color: '#0a7', ms: (of) => of.initCpuMs - loaded(of) },
  { name: 'the first answer', at: 580, color: '#d33', ms: (of) => of.answeredCpuMs - of.initCpuMs },
];

const bars = Object.entries(labels).flatMap(([variant, label]) => {
  const found = deployed.find((one) => one.variant === variant);
  return found ? [{ label, figures: found }] : [];
});

const [width, left, right, top, rowHeight, barHeight] = [760, 200, 60, 58, 34, 20];
const height = top + bars.length * rowHeight + 10;
const most = Math.max(...bars.map(({ figures: { answeredCpuMs } }) => answeredCpuMs));
const x = (ms: number) => left + (ms / most) * (width - left - right);
const text = (at: readonly [number, number], words: string, style = '') =>
  `<text x="${at[0].toFixed(0)}" y="${at[1].toFixed(0)}" ${style}>${words}</text>`;

function drawn({ label, figures: one }: (typeof bars)[number], row: number): string[] {
  const y = top + row * rowHeight;
  let from = 0;
  const parts = stages.map(({ color, ms }) => {
    const start = from;
    from += Math.max(0, ms(one));
    return `<rect x="${x(start).toFixed(1)}" y="${y}" width="${(x(from) - x(start)).toFixed(1)}" height="${barHeight}" fill="${color}"/>`;
  });
  const ratio = `${one.cpuRatio.median.toFixed(2)} x`;
  return [text([left - 8, y + 15], label, 'text-anchor="end"'), ...parts, text([x(from) + 6, y + 15], ratio)];
}

const legend = stages.flatMap(({ name, at, color }) => [
  `<rect x="${at}" y="30" width="12" height="12" fill="${color}"/>`,
  text([at + 18, 40], name),
]);

const picture = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
  '<title>What the time on the processors until the first answer goes into</title>',
  `<rect width="${width}" height="${height}" fill="#fff"/>`,
  text(
    [10, 18],
    "A cold start: the processors' time until the first answer, in multiples of a bare handler's",
    'font-size="14"',
  ),
  ...legend,
  ...bars.flatMap(drawn),
  '</svg>',
  '',
].join('\n');
writeFileSync(join(import.meta.dirname, '../../docs/images/cold-start.svg'), picture);
