import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import costs from '../../lib/monitoring/costs.json' with { type: 'json' };
import { figureCatalogue, figureNames } from '../../lib/monitoring/figures.ts';
import { HOUR_MS, type HourlyMetrics } from './hourly-metrics.ts';
import type { Month } from './month.ts';
import { bars, columns, escaped } from './pictures.ts';

export interface Report {
  name: string;
  configuration: Pick<Configuration, 'queues' | 'defaultQueue'>;
  month: Month;
  hours: HourlyMetrics;
}

const WORST_HOURS = 10;

/** One file that needs nothing else: styles and pictures are in it. */
export function reportPage(report: Report): string {
  const { name, month } = report;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Callbacks, ${escaped(name)}, ${month.name}</title>
<style>${style}</style>
<h1>Callbacks in ${monthInWords(month)}</h1>
<p class="muted">Stage ${escaped(name)}. Counted by the hour; the month is that of UTC.</p>
${[kept, funnel, dayOfHours, worstHours, cost].map((section) => section(report)).join('\n')}
</html>
`;
}

/** The figures, as dashboard and console define them. */
function kept({ hours }: Report): string {
  const figures = hours.figures();
  const cards = figureNames.map((name) => {
    const { label, means } = figureCatalogue[name];
    return `<div class="card"><strong>${shown(figures[name])}</strong><span>${escaped(label)}</span><p>${escaped(means)}</p></div>`;
  });
  return `<div class="cards">${cards.join('')}</div>`;
}

function funnel({ hours }: Report): string {
  const rows = (['CallArrived', 'OfferMade', 'OfferAccepted', 'CallbackReturned', 'CallbackAnswered'] as const).map(
    (metric, index) => ({ label: steps[index] ?? metric, value: hours.sum(metric) }),
  );
  const lost = `${number(hours.sum('CallerGaveUp'))} callers gave up in the queue, ${number(hours.sum('TurnedAway'))} were turned away.`;
  return section('From the call to the agent', bars('From the call to the agent', rows), lost);
}

const steps = ['Calls', 'Offered a callback', 'Accepted it', 'Called back', 'Answered by an agent'];

function dayOfHours({ hours, ...report }: Report): string {
  const zone = zoneOf(report);
  const all = hours.hours();
  const ofDay = Array.from({ length: 24 }, (_, hour) => {
    const isMeant = (atMs: number) => hourOf(atMs, zone) === hour;
    return {
      label: String(hour),
      back: hours.sum('CallArrived', isMeant),
      front: hours.sum('OfferAccepted', isMeant),
    };
  });
  const text =
    all.length === 0
      ? 'Nothing was counted in this month.'
      : `Light: calls. Dark: callbacks accepted. Time zone: ${zone}.`;
  return section('Hours of the day', columns('Calls by hour of the day', ofDay), text);
}

/** Where most callers gave up or were turned away, or promises were not kept. */
function worstHours({ hours, ...report }: Report): string {
  const zone = zoneOf(report);
  const bad = ['CallerGaveUp', 'TurnedAway', 'CallbackLost', 'CallbackExpired'] as const;
  const worst = hours
    .hours()
    .map((atMs) => {
      const isMeant = (hourMs: number) => hourMs === atMs;
      const counts = bad.map((metric) => hours.sum(metric, isMeant));
      const { quoteKept } = hours.figures(isMeant);
      return { atMs, counts, quoteKept, lost: counts.reduce((sum, count) => sum + count, 0) };
    })
    .filter(({ lost }) => lost > 0)
    .sort((one, other) => other.lost - one.lost)
    .slice(0, WORST_HOURS);
  if (worst.length === 0)
    return section('Worst hours', '', 'In no hour did a caller give up, and every promise was kept.');
  const rows = worst.map(
    ({ atMs, counts, quoteKept }) =>
      `<tr><th scope="row">${hourInWords(atMs, zone)}</th>${[...counts, shown(quoteKept)].map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  const heads = ['Hour', 'Gave up', 'Turned away', 'Promise lost', 'Never called back', 'Quotes kept, %'];
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('');
  return section('Worst hours', `<table><tr>${head}</tr>${rows.join('')}</table>`, `Time zone: ${zone}.`);
}

/** List prices without a free tier, as `npm run bench:cost` measures them. */
function cost({ hours, configuration }: Report): string {
  const webhooks = hours.webhooks();
  const fixed = costs.monthUsd + (configuration.queues.length - 1) * costs.furtherQueueUsd;
  const calls = (webhooks / 1e6) * costs.webhooksMillionUsd;
  const text = `${(fixed + calls).toFixed(2)} USD in AWS: ${fixed.toFixed(2)} USD for the month, ${calls.toFixed(2)} USD for ${number(webhooks)} webhooks. Estimated from list prices; Twilio and Mindful bill apart.`;
  return section('What it cost', '', text);
}

function section(title: string, picture: string, text: string): string {
  return `<h2>${escaped(title)}</h2>${picture}<p>${escaped(text)}</p>`;
}

function shown(value: number | null): string {
  return value === null ? '–' : number(value);
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function zoneOf({ configuration: { queues, defaultQueue } }: Pick<Report, 'configuration'>): string {
  return queues.find(({ name }) => name === defaultQueue)?.policy.openingHours?.timeZone ?? 'UTC';
}

function hourOf(atMs: number, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(atMs));
}

function hourInWords(atMs: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone }).format(
    atMs,
  );
  return `${day}, ${hourOf(atMs, timeZone)}:00 to ${hourOf(atMs + HOUR_MS, timeZone)}:00`;
}

function monthInWords({ fromMs }: Month): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(fromMs);
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1b2733; max-width: 880px; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin: 2rem 0 .5rem; } p { margin: .4rem 0; } .muted { color: #55636f; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(185px, 1fr)); gap: .8rem; margin-top: 1.5rem; }
.card { border: 1px solid #d5dce2; border-radius: 8px; padding: .8rem 1rem; }
.card strong { display: block; font-size: 1.9rem; line-height: 1.2; } .card p { font-size: .8rem; color: #55636f; }
svg { width: 100%; height: auto; font-size: 13px; } svg rect { fill: #0b6e99; } svg rect.back { fill: #b9d7e4; } svg text { fill: #1b2733; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid #d5dce2; }
th:first-child { text-align: left; white-space: nowrap; }
svg text.count { font-size: 10px; fill: #55636f; }
@media print { body { margin: 0; } }
`;
