import { type CallTable, readTable, type TableRow } from './call-table.ts';
import type { CallColumns } from './column-guess.ts';
import { type PastCall, readRow, type TimeMeaning } from './read-row.ts';
import { type DateOrder, readWrittenTime, undecidedDate } from './written-time.ts';

/** A row that is left out, and why. */
export interface RowProblem {
  line: number;
  why: string;
}

export interface CallsReading {
  timeIs: TimeMeaning;
  /** In the order of their arrival. */
  calls: PastCall[];
  problems: RowProblem[];
  dateOrder: DateOrder;
}

export interface ReadOptions {
  columns: CallColumns;
  /** What happened at the time of the arrival's column; a log knows when the wait ended. */
  timeIs?: TimeMeaning | undefined;
  /** Of times without an offset. */
  timeZone: string;
  /** Without it, as the dates of the file say. */
  dateOrder?: DateOrder | undefined;
}

/** A call that is further from the others was mistyped. */
const SPAN_MS = 35 * 24 * 3600 * 1000;

export function tableOf(text: string): CallTable {
  return readTable(text, (cell) => readWrittenTime(cell, 'day-first') !== undefined || /^-?\d+([.,]\d+)?$/.test(cell));
}

/** Every row is read, or named with its line and why it could not be. */
export function readCalls(table: CallTable, options: ReadOptions): CallsReading {
  const { columns, timeZone, timeIs = timeMeaningOf(table, columns) } = options;
  const dateOrder = options.dateOrder ?? orderOf(table, columns);
  const problems: RowProblem[] = [];
  const calls: (PastCall & { line: number })[] = [];
  let previousMs = Number.NEGATIVE_INFINITY;
  for (const row of table.rows) {
    const reading = isHeaderAgain(row, table)
      ? 'the header again'
      : readRow(row, { columns, timeIs, timeZone, dateOrder, previousMs });
    if (typeof reading === 'string') problems.push({ line: row.line, why: reading });
    else {
      calls.push({ ...reading, line: row.line });
      previousMs = reading.atMs;
    }
  }
  const middleMs = calls.map(({ atMs }) => atMs).sort((one, other) => one - other)[calls.length >> 1] ?? 0;
  const isNear = ({ atMs }: PastCall) => Math.abs(atMs - middleMs) <= SPAN_MS;
  for (const { line } of calls.filter((call) => !isNear(call))) {
    problems.push({ line, why: 'the arrival is more than 35 days from that of most calls' });
  }
  return {
    calls: calls
      .filter(isNear)
      .map(({ line: _, ...call }) => call)
      .sort((one, other) => one.atMs - other.atMs),
    problems: problems.sort((one, other) => one.line - other.line),
    dateOrder,
    timeIs,
  };
}

/** So the saved query names it, and Logs Insights the time of a line. */
function timeMeaningOf(table: CallTable, { arrival }: CallColumns): TimeMeaning {
  return /^(endOfWait|@timestamp)$/.test(table.columns[arrival] ?? '') ? 'end-of-wait' : 'arrival';
}

/** As soon as one date can be read in one order only, all are read so; month first where none of them tells. */
function orderOf({ rows }: CallTable, { arrival }: CallColumns): DateOrder {
  const dates = rows.flatMap(({ cells }) => {
    const date = undecidedDate(cells[arrival] ?? '');
    return date ? [date] : [];
  });
  const dayFirst = dates.filter(([first, second]) => first > 12 && second <= 12).length;
  const monthFirst = dates.filter(([first, second]) => second > 12 && first <= 12).length;
  if (dayFirst === monthFirst)
    return rows.some(({ cells }) => /^\d+\.\d+\./.test(cells[arrival] ?? '')) ? 'day-first' : 'month-first';
  return dayFirst > monthFirst ? 'day-first' : 'month-first';
}

function isHeaderAgain({ cells }: TableRow, { header }: CallTable): boolean {
  return header.length > 0 && cells.join('\n').toLowerCase() === header.join('\n').toLowerCase();
}
