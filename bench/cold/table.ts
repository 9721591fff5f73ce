import type { Figures } from './figures.ts';
import type { Goal } from './goals.ts';

/** Medians, one row a variant and size, as Markdown. */
export function figuresTable(all: readonly Figures[]): string {
  const titles = [
    ...[
      'variant',
      'MB',
      'CPU ms to first answer',
      'least CPU ms',
      '/ bare (quartiles)',
      'init ms',
      'first answer ms',
      'init + first ms',
    ],
    ...['warm ms', 'CPU ms a warm webhook', 'memory MB', 'connections'],
  ];
  const rows = all.map((figures) => {
    const { cpuRatio } = figures;
    return [
      ...[
        figures.variant,
        String(figures.memoryMegabytes),
        figures.answeredCpuMs.toFixed(0),
        figures.leastCpuMs.toFixed(0),
      ],
      `${cpuRatio.median.toFixed(2)} (${cpuRatio.low.toFixed(2)} to ${cpuRatio.high.toFixed(2)})`,
      ...[figures.initMs.toFixed(0), figures.firstMs.toFixed(1), figures.coldMs.toFixed(0), figures.warmMs.toFixed(1)],
      ...[figures.warmCpuMs.toFixed(1), figures.residentMb.toFixed(0), String(figures.connections)],
    ];
  });
  return markdown(titles, rows);
}

export function goalsTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, median, ofLeast, goal, gate }) => [
    ...[what, median.toFixed(2), ofLeast.toFixed(2), String(goal), String(gate)],
  ]);
  return markdown(['ratio', 'median', 'of the least', 'goal', 'gate'], rows);
}

function markdown(titles: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
