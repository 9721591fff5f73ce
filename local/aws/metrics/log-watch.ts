import type { BusinessWidget } from '../../../lib/monitoring/business-dashboard.ts';
import type { LogFilter } from '../../../lib/monitoring/log-queries.ts';
import type { LogEntry } from '../lambda/lambda-logs.ts';
import type { MetricStore } from './metric-store.ts';

type Line = Record<string, unknown>;
type LogWidget = Extract<BusinessWidget, { kind: 'counts' | 'lines' }>;

const LINES_KEPT = 20;

/** Logs Insights: keeps the results of the dashboard's log widgets up to date as lines come in. */
export class LogWatch {
  readonly #store: MetricStore;
  readonly #widgets: LogWidget[];
  readonly #lines = new Map<string, Line[]>();

  constructor(store: MetricStore, widgets: readonly BusinessWidget[]) {
    this.#store = store;
    this.#widgets = widgets.filter(
      (widget): widget is LogWidget => widget.kind === 'counts' || widget.kind === 'lines',
    );
  }

  note({ line, atMs }: LogEntry): void {
    if (typeof line !== 'object' || line === null) return;
    for (const widget of this.#widgets) {
      if (!matches(line as Line, widget.where)) continue;
      if (widget.kind === 'lines') this.#keep(widget, { ...line, atMs });
      else if (!('repeated' in line)) this.#count(widget, (line as Line)[widget.field], atMs);
    }
  }

  /** The latest lines of a widget with its fields, newest first. */
  linesOf({ title, fields }: { title: string; fields: string[] }): Line[] {
    const chosen = ['atMs', ...fields];
    return (this.#lines.get(title) ?? []).map((line) =>
      Object.fromEntries(chosen.map((name) => [name, line[name] ?? null])),
    );
  }

  #keep({ title }: LogWidget, line: Line): void {
    this.#lines.set(title, [line, ...(this.#lines.get(title) ?? [])].slice(0, LINES_KEPT));
  }

  #count({ title }: LogWidget, value: unknown, atMs: number): void {
    if (value !== undefined) this.#store.add(countSeries(title, String(value)), 1, atMs);
  }
}

export function countSeries(title: string, value: string): string {
  return `lines/${title}/${value}`;
}

function matches(line: Line, where: LogFilter): boolean {
  return Object.entries(where).every(([field, wanted]) => [wanted].flat().includes(String(line[field])));
}
