import { dayMinutes } from './families.ts';
import { binMinutes } from './runs.ts';

interface Line {
  readonly name: string;
  readonly colour: string;
  /** One value in seconds per bin of the day. */
  readonly values: readonly number[];
}

const width = 720;
const height = 320;
const frame = { left: 56, right: 12, top: 34, bottom: 40 };

/** The mean day of a family as SVG: minutes of the day across, seconds of waiting upwards. */
export function plot(title: string, lines: readonly Line[]): string {
  const highest = Math.max(60, ...lines.flatMap((line) => line.values));
  const x = (minute: number) => frame.left + (minute / dayMinutes) * (width - frame.left - frame.right);
  const y = (value: number) => height - frame.bottom - (value / highest) * (height - frame.top - frame.bottom);
  const paths = lines.map(({ colour, values }) => {
    const points = values.map((value, bin) => `${x((bin + 0.5) * binMinutes).toFixed(1)},${y(value).toFixed(1)}`);
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"/>`;
  });
  const legend = lines.map(
    ({ name, colour }, index) =>
      `<text x="${frame.left + 8 + index * 160}" y="${height - 6}" fill="${colour}">${name}</text>`,
  );
  const steps = niceSteps(highest);
  const grid = steps.map(
    (value) =>
      `<path d="M${frame.left} ${y(value).toFixed(1)}H${width - frame.right}" stroke="#ddd"/>` +
      `<text x="${frame.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value} s</text>`,
  );
  const hours = [0, 30, 60, 90, 120, 150, 180].map(
    (minute) =>
      `<text x="${x(minute).toFixed(1)}" y="${height - frame.bottom + 15}" text-anchor="middle">${minute} min</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${frame.left}" y="18" font-size="14">${title}</text>`,
    ...grid,
    ...hours,
    ...paths,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function niceSteps(highest: number): number[] {
  const rough = highest / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? rough;
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
}
