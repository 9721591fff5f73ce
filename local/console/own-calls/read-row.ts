import type { TableRow } from './call-table.ts';
import type { CallColumns } from './column-guess.ts';
import { momentsOf } from './local-time.ts';
import { readWrittenSeconds } from './written-seconds.ts';
import { type DateOrder, readWrittenTime } from './written-time.ts';

/** A call of the past, as a row tells of it. */
export interface PastCall {
  atMs: number;
  waitSeconds: number;
  abandoned: boolean;
  /** From the answer until the agent is free again, where it is known. */
  handleSeconds?: number;
}

/** What happened at the time that a row tells: the call came, or its wait ended, as a log has it. */
export type TimeMeaning = 'arrival' | 'end-of-wait';

const LONGEST_SECONDS = 24 * 3600;

const yes = /^(y|yes|true|1|x|t|aband\w*|hung ?up|hang ?up|lost|missed|no ?answer|ja|oui|s[ií])$/i;
const no = /^(|n|no|false|0|f|-|answered|handled|completed?|connected|served|nein|non)$/i;

export interface RowOptions {
  columns: CallColumns;
  timeIs: TimeMeaning;
  timeZone: string;
  dateOrder: DateOrder;
  /** Of the row before. */
  previousMs: number;
}

/** The call, or why the row is none. */
export function readRow({ cells }: TableRow, options: RowOptions): PastCall | string {
  const { columns } = options;
  const cell = (column: number | undefined) => (column === undefined ? '' : (cells[column] ?? ''));
  const date = cell(columns.arrival);
  if (date === '') return 'the arrival is missing';
  const arrival = columns.timeOfDay === undefined ? date : `${date} ${cell(columns.timeOfDay)}`;
  const atMs = readArrival(arrival, options);
  if (typeof atMs === 'string') return atMs;
  const abandoned = cell(columns.abandoned);
  // A log has two columns: how long was waited for an agent, and after how long the caller gave up.
  const gaveUpAfter = cell(columns.wait) === '' ? readWrittenSeconds(abandoned) : undefined;
  if (gaveUpAfter === undefined && !yes.test(abandoned) && !no.test(abandoned)) {
    return `${quoted(abandoned)} says neither that the caller hung up nor that an agent answered`;
  }
  const waitSeconds = gaveUpAfter ?? readDuration('the wait', cell(columns.wait));
  if (typeof waitSeconds === 'string') return waitSeconds;
  if (waitSeconds === undefined) return 'the wait is missing';
  const handleSeconds = readDuration('the handle time', cell(columns.handled));
  if (typeof handleSeconds === 'string') return handleSeconds;
  const isAbandoned = gaveUpAfter !== undefined || yes.test(abandoned);
  if (isAbandoned && handleSeconds) return `the caller hung up, and was handled for ${handleSeconds} s`;
  const arrivedAtMs = options.timeIs === 'arrival' ? atMs : atMs - waitSeconds * 1000;
  const call = { atMs: arrivedAtMs, waitSeconds, abandoned: isAbandoned };
  // An agent who is free again at once has not spoken with anybody: such a time is not known.
  return handleSeconds ? { ...call, handleSeconds } : call;
}

function readArrival(text: string, { timeZone, dateOrder, previousMs }: RowOptions): number | string {
  const written = readWrittenTime(text, dateOrder);
  if (!written) return `${quoted(text)} is no date and time of day`;
  if (written.kind === 'moment') return written.atMs;
  const [first, second] = momentsOf(written.shownMs, timeZone);
  if (first === undefined) return `${quoted(text)} does not exist in ${timeZone}: the clocks were put forward`;
  // In the hour that comes twice, rows are in the order of time as a rule.
  return second !== undefined && first < previousMs && previousMs - first < second - first ? second : first;
}

function readDuration(name: string, text: string): number | undefined | string {
  if (/^(-|n\/?a|null)?$/i.test(text)) return undefined;
  const seconds = readWrittenSeconds(text);
  if (seconds === undefined) return `${name} ${quoted(text)} is no number of seconds`;
  if (seconds < 0) return `${name} ${quoted(text)} is negative`;
  return seconds > LONGEST_SECONDS ? `${name} ${quoted(text)} is longer than a day` : seconds;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
