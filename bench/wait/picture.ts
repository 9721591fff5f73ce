import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playForward } from '../../lambdas/domain/wait/draining-line.ts';
import type { EstimateInputs } from '../../lambdas/domain/wait/estimate.ts';
import { expectedAgents } from '../../lambdas/domain/wait/expected-agents.ts';
import { lineAhead, peopleAhead } from '../../lambdas/domain/wait/people-ahead.ts';
import { remember } from '../../lambdas/domain/wait/queue-memory.ts';
import { learnQuarter, type RosterMemory } from '../../lambdas/domain/wait/roster-memory.ts';

/* Draws docs/images/wait-estimate.svg: what the default estimate sees at one moment, and what it plays forward from there. */

const nowMs = Date.parse('2027-03-01T08:50:00Z');
const QUARTER = 35;
const agents = 4;

/** Ten minutes before the second shift of eight, with twelve callers in line and ten people at home. */
const statistics = {
  ...{ pendingTasks: 12, lostCallbackTasks: 0, reservedTasks: 0, assignedTasks: agents, wrappingTasks: 0 },
  ...{ availableWorkers: agents, longestTaskWaitingSeconds: 420, averageAcceptanceSeconds: 300 },
  ...{
    longestAcceptanceSeconds: 420,
    acceptedInLast5Minutes: 4,
    completedInLast5Minutes: 4,
    canceledInLast5Minutes: 1,
  },
};
const callbacks = Array.from({ length: 10 }, (_, index) => ({
  acceptedAtMs: nowMs - (420 - 40 * index) * 1000,
  dueAtMs: nowMs + (120 + 90 * index) * 1000,
}));
const roster = Array.from({ length: 24 }, (_, index) => index).reduce<RosterMemory | undefined>(
  (known, index) => learnQuarter(known, QUARTER - 12 + index, index < 13 ? agents : 12),
  undefined,
);
const memory = remember({ statistics, callbacks, nowMs }, undefined);
const moment = { quarter: QUARTER, secondsIntoQuarter: 5 * 60 };
const inputs: EstimateInputs = { statistics, callbacks, memory, roster, moment, whenInDoubt: 'balanced', nowMs };

const minutes = 24;
const [width, height] = [760, 300];
const frame = { left: 60, right: 200, top: 40, bottom: 40 };
const x = (seconds: number) => frame.left + (seconds / 60 / minutes) * (width - frame.left - frame.right);
const y = (people: number) => height - frame.bottom - (people / 14) * (height - frame.top - frame.bottom);
const line = (points: readonly (readonly [number, number])[], style: string) =>
  `<polyline fill="none" stroke-width="2" ${style} points="${points.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`;
const text = (at: readonly [number, number], words: string, style = '') =>
  `<text x="${at[0].toFixed(0)}" y="${at[1].toFixed(0)}" ${style}>${words}</text>`;

const agentsAt = expectedAgents(inputs);
const seconds = Array.from({ length: minutes * 4 + 1 }, (_, index) => index * 15);
const steps = [...playForward(lineAhead(inputs))];
const last = steps.at(-1);
const { quoteSeconds, quoteHighSeconds = quoteSeconds } = peopleAhead(inputs);
const right = width - frame.right + 12;
const marks = Array.from({ length: minutes / 4 + 1 }, (_, index) => index * 4);

const picture = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
  '<title>What the estimate sees, and what it plays forward</title>',
  `<rect width="${width}" height="${height}" fill="#fff"/>`,
  text(
    [frame.left, 20],
    `08:50: ${statistics.pendingTasks} callers in line, ${callbacks.length} people at home, ${agents} agents`,
    'font-size="14"',
  ),
  `<rect x="${x(quoteSeconds).toFixed(1)}" y="${frame.top}" width="${(x(quoteHighSeconds) - x(quoteSeconds)).toFixed(1)}" height="${height - frame.top - frame.bottom}" fill="#fe9" opacity="0.6"/>`,
  ...[0, 4, 8, 12].map(
    (people) =>
      `<path d="M${frame.left} ${y(people)}H${width - frame.right}" stroke="#ddd"/>${text([frame.left - 24, y(people) + 4], String(people))}`,
  ),
  ...marks.map((minute) => text([x(minute * 60), height - frame.bottom + 18], `${minute} min`, 'text-anchor="middle"')),
  line(
    seconds.map((at) => [at, agentsAt(at)] as const),
    'stroke="#38c"',
  ),
  line(
    [[0, statistics.pendingTasks] as const, ...steps.map(({ seconds: at, callers }) => [at, callers] as const)],
    'stroke="#0a7"',
  ),
  line(
    steps.map(({ seconds: at, returned }) => [at, returned] as const),
    'stroke="#d33"',
  ),
  `<path d="M${x(last?.seconds ?? 0).toFixed(1)} ${frame.top}V${height - frame.bottom}" stroke="#111" stroke-dasharray="4 3"/>`,
  text([right, 70], 'agents, as the roster has them', 'fill="#38c"'),
  text([right, 100], 'callers ahead: served,', 'fill="#0a7"'),
  text([right, 116], 'or gone', 'fill="#0a7"'),
  text([right, 146], 'called back, before callers', 'fill="#d33"'),
  text([right, 176], 'dashed: an agent is free'),
  text([right, 206], 'yellow: what is spoken, from the'),
  text([right, 222], 'middle to five in six'),
  '</svg>',
  '',
].join('\n');
writeFileSync(join(import.meta.dirname, '../../docs/images/wait-estimate.svg'), picture);
