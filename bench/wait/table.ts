import { everybody } from './contenders.ts';
import { type FamilyResult, type Mode, modes, type Ranking, type Results, type Standings } from './results.ts';

/** The results as Markdown: pooled over all families of a set, then family by family. */
export function resultsTable({ set, ...results }: Results & { set: string }): string {
  const pooled = modes.flatMap((mode) => [
    `Pooled over the ${set} families, ${title[mode]}:`,
    '',
    ...pooledTable(results.pooled[mode]),
    '',
  ]);
  const families = modes.flatMap((mode) => [
    `By ${set} family, ${title[mode]}:`,
    '',
    ...familyTable(results.families, mode),
    '',
  ]);
  return [...pooled, ...families].join('\n');
}

const title: Record<Mode, string> = { watching: 'merely watching', driving: 'driving the offers' };

function pooledTable(standings: Standings): string[] {
  const guide = standings['guide-15-minutes']?.maeSeconds ?? Number.NaN;
  const limit = standings['limit-now']?.maeSeconds ?? Number.NaN;
  const rows = everybody.flatMap((name) => {
    const standing = standings[name];
    if (!standing) return [];
    const mae = standing.maeSeconds;
    return [row([name, ...common(standing), (mae / guide).toFixed(2), (mae / limit).toFixed(2)])];
  });
  return [...head(['estimator', ...commonTitles, 'x guide', 'x limit']), ...rows];
}

function familyTable(families: readonly FamilyResult[], mode: Mode): string[] {
  const titles = ['family', ...commonTitles, "guide's MAE", "limit's MAE", 'better than the guide by'];
  const rows = families.flatMap((family) => {
    const standing = family[mode]['people-ahead'];
    if (!standing) return [];
    const { differenceSeconds, halfInterval } = family.againstGuide[mode];
    return [
      row([
        family.name,
        ...common(standing),
        seconds(family[mode]['guide-15-minutes']?.maeSeconds),
        seconds(family[mode]['limit-now']?.maeSeconds),
        `${seconds(-differenceSeconds)} ± ${seconds(halfInterval)}`,
      ]),
    ];
  });
  return [...head(titles), ...rows];
}

const commonTitles = [
  'bias',
  'MAE',
  'RMSE',
  'long waits not offered',
  'offers with a short wait',
  '... of at most 60 s',
  'answered within the quote',
  'of those with an offer',
];

function common(standing: Ranking): string[] {
  return [
    seconds(standing.biasSeconds),
    `${seconds(standing.maeSeconds)} ± ${seconds(standing.maeHalfInterval)}`,
    seconds(standing.rmseSeconds),
    percent(standing.longNotOffered),
    percent(standing.offersWithShortWait),
    percent(standing.offersWithin60Seconds),
    percent(standing.answeredWithinQuote),
    percent(standing.spokenQuotesKept),
  ];
}

function head(titles: readonly string[]): string[] {
  return [row(titles), row(titles.map(() => '---'))];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function seconds(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(1);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
