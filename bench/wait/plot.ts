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
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${frame.left}" y="18" font-size="14">${title}</text>`,
    ...grid(highest),
    ...lines.map((line) => curve(line, highest)),
    ...lines.map(legend),
    '</svg>',
    '',
  ].join('\n');
}

function x(minute: number): string {
  return (frame.left + (minute / dayMinutes) * (width - frame.left - frame.right)).toFixed(1);
}

function y(value: number, highest: number): string {
  return (height - frame.bottom - (value / highest) * (height - frame.top - frame.bottom)).toFixed(1);
}

function curve({ colour, values }: Line, highest: number): string {
  const points = values.map((value, bin) => `${x((bin + 0.5) * binMinutes)},${y(value, highest)}`);
  return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"/>`;
}

function legend({ name, colour }: Line, index: number): string {
  return `<text x="${frame.left + 8 + index * 160}" y="${height - 6}" fill="${colour}">${name}</text>`;
}

function grid(highest: number): string[] {
  const levels = niceSteps(highest).map(
    (value) =>
      `<path d="M${frame.left} ${y(value, highest)}H${width - frame.right}" stroke="#ddd"/>` +
      `<text x="${frame.left - 6}" y="${Number(y(value, highest)) + 4}" text-anchor="end">${value} s</text>`,
  );
  const halfHours = Array.from({ length: dayMinutes / 30 + 1 }, (_, index) => index * 30);
  const minutes = halfHours.map(
    (minute) => `<text x="${x(minute)}" y="${height - frame.bottom + 15}" text-anchor="middle">${minute} min</text>`,
  );
  return [...levels, ...minutes];
}

function niceSteps(highest: number): number[] {
  const rough = highest / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? rough;
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
}
