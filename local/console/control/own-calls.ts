import * as v from 'valibot';
import { timeZoneOf } from '../../../lambdas/domain/offer/opening-hours.ts';
import { type CallColumns, guessColumns } from '../own-calls/column-guess.ts';
import { type OwnDay, type OwnDayFacts, ownDay } from '../own-calls/own-day.ts';
import { type CallsReading, type RowProblem, readCalls, tableOf } from '../own-calls/read-calls.ts';
import type { TimeMeaning } from '../own-calls/read-row.ts';
import type { DateOrder } from '../own-calls/written-time.ts';
import { BadInput, numberField, oneOfField, optional, readFields, wholeNumberField } from './input.ts';
import { floorOf, type QueueControls } from './queues.ts';

/** A quarter of a million calls need less. */
export const FILE_LIMIT_BYTES = 20_000_000;

/** So many problems are told; the rest are counted. */
const TOLD = 200;

const column = wholeNumberField(0, 500);

const columnFields = optional({ arrival: column, timeOfDay: column, wait: column, abandoned: column, handled: column });

const fields = {
  csv: v.string(),
  ...optional({
    queue: v.string(),
    /** A column that is not named here is guessed from the header. */
    columns: v.config(v.strictObject(columnFields), {
      message: 'Write numbers of columns, from 0: {"arrival": 0, "wait": 2, "abandoned": 3}.',
    }),
    timeZone: v.config(v.pipe(v.string(), v.check(isTimeZone)), {
      message: 'Write a zone such as "America/New_York".',
    }),
    dateOrder: oneOfField(['day-first', 'month-first']),
    timeIs: oneOfField(['arrival', 'end-of-wait']),
    handleSeconds: numberField(1, 24 * 60 * 60),
  }),
};

export interface OwnCallsAnswer {
  columns: string[];
  /** The cells of the first row. */
  example: string[];
  mapping: Partial<CallColumns>;
  /** Columns that somebody has to name before anything is read. */
  missing: string[];
  timeZone: string;
  rows: number;
  dateOrder?: DateOrder;
  timeIs?: TimeMeaning;
  /** The first of them. */
  problems: RowProblem[];
  problemCount: number;
  /** Absent where no row is a call. */
  facts?: OwnDayFacts;
}

/** What a file of one's own calls says: its columns, the rows that cannot be used, and what a day is made of. Nothing is kept. */
export function readOwnCalls(controls: Pick<QueueControls, 'floors'>, body: object): OwnCallsAnswer {
  const { table, columns, missing, timeZone, reading, conditions } = readFile(controls, body);
  const { calls = [], problems = [], dateOrder, timeIs } = reading ?? {};
  return {
    ...{ columns: table.columns, example: table.rows[0]?.cells ?? [], mapping: columns, missing, timeZone },
    ...{ rows: table.rows.length, problems: problems.slice(0, TOLD), problemCount: problems.length },
    ...(dateOrder && { dateOrder }),
    ...(timeIs && { timeIs }),
    ...(calls.length > 0 && { facts: ownDay(calls, conditions).facts }),
  };
}

/** The calls of the file as days to play. */
export function readOwnDay(
  controls: Pick<QueueControls, 'floors'>,
  file: object,
  assumed: { handleSeconds: number; acceptShare: number },
): OwnDay {
  const { reading, missing } = readFile(controls, file);
  if (!reading) throw new BadInput(`The file's ${missing.join(', ')} is not known.`, 'Name its column in "columns".');
  if (reading.calls.length > 0) return ownDay(reading.calls, assumed);
  const [first] = reading.problems;
  throw new BadInput('No row of the file is a call.', first ? `Line ${first.line}: ${first.why}.` : 'Send rows.');
}

interface ReadFile {
  table: ReturnType<typeof tableOf>;
  columns: Partial<CallColumns>;
  missing: string[];
  timeZone: string;
  reading?: CallsReading;
  conditions: { handleSeconds: number; acceptShare: number };
}

function readFile({ floors }: Pick<QueueControls, 'floors'>, body: object): ReadFile {
  const { csv, queue: name, columns: named, dateOrder, timeIs, handleSeconds, ...given } = readFields(body, fields);
  const { queue, conditions } = floorOf(floors, name ?? [...floors.keys()][0]);
  const { timeZone = timeZoneOf(queue.policy.openingHours) } = given;
  const table = tableOf(csv);
  const columns = named ?? guessColumns(table.columns);
  const missing = (['arrival', 'wait', 'abandoned'] as const).filter((field) => columns[field] === undefined);
  const assumed = { ...conditions, ...(handleSeconds !== undefined && { handleSeconds }) };
  const common = { table, columns, missing, timeZone, conditions: assumed };
  if (!isWhole(columns)) return common;
  return { ...common, reading: readCalls(table, { columns, timeIs, timeZone, dateOrder }) };
}

function isWhole(columns: Partial<CallColumns>): columns is CallColumns {
  return columns.arrival !== undefined && columns.wait !== undefined && columns.abandoned !== undefined;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
