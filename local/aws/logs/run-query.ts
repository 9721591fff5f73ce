import { type Aggregate, type Command, type Difference, parseQuery, type Row } from './query-parser.ts';

const HOUR_MS = 3_600_000;

/** What Logs Insights answers: the rows with the columns that the query asks for, as far as they have a value. */
export function runQuery(query: string, lines: readonly Row[]): Row[] {
  const commands = parseQuery(query);
  const rows = commands.reduce(carryOut, lines);
  const shown = commands.flatMap((command) => (command.kind === 'fields' ? command.names : []));
  return commands.some(({ kind }) => kind === 'stats') ? [...rows] : rows.map((row) => withFields(row, shown));
}

function carryOut(rows: readonly Row[], command: Command): readonly Row[] {
  switch (command.kind) {
    case 'fields':
      return rows;
    case 'filter':
      return rows.filter(command.holds);
    case 'stats':
      return grouped(rows, command.by).map((group) => summary(group, command));
    case 'sort':
      return rows.toSorted((one, other) => order(one[command.by], other[command.by]) * (command.descending ? -1 : 1));
    case 'limit':
      return rows.slice(0, command.rows);
  }
}

function withFields(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

function grouped(rows: readonly Row[], by: readonly string[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => keyOf(row, name)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function keyOf(row: Row, name: string): unknown {
  return name === 'bin(1h)' ? Math.floor(Number(row['@timestamp']) / HOUR_MS) * HOUR_MS : row[name];
}

function summary(group: readonly Row[], { columns, by }: { columns: (Aggregate | Difference)[]; by: string[] }): Row {
  const [first = {}] = group;
  const row: Record<string, unknown> = Object.fromEntries(by.map((name) => [name, keyOf(first, name)]));
  for (const column of columns) row[column.as] = 'from' in column ? difference(row, column) : aggregated(group, column);
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

/** Nothing where one of the two is missing. */
function difference(row: Row, { from, less }: Difference): number | undefined {
  const [one, other] = [row[from], row[less]];
  return one === undefined || other === undefined ? undefined : Number(one) - Number(other);
}

function aggregated(group: readonly Row[], { function: name, field, percent }: Aggregate): unknown {
  const held = field === undefined ? [...group] : group.filter((row) => row[field] !== undefined);
  if (name === 'count') return held.length;
  if (field === undefined || held.length === 0) return undefined;
  const sorted = held.map((row) => Number(row[field])).sort((one, other) => one - other);
  switch (name) {
    case 'sum':
      return sorted.reduce((total, value) => total + value, 0);
    case 'min':
      return sorted[0];
    case 'max':
      return sorted.at(-1);
    case 'pct':
      return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
    case 'latest':
      return held.toSorted((one, other) => order(one['@timestamp'], other['@timestamp'])).at(-1)?.[field];
    default:
      throw new Error(`not understood: ${name}`);
  }
}

function order(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one ?? '').localeCompare(String(other ?? ''));
}
