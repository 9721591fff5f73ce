import { describe, expect, it } from '@jest/globals';
import { guessColumns } from '../../../../local/console/own-calls/column-guess.ts';
import { type CallsReading, readCalls, tableOf } from '../../../../local/console/own-calls/read-calls.ts';
import type { PastCall } from '../../../../local/console/own-calls/read-row.ts';
import { textOf } from '../../../../local/console/own-calls/text-of.ts';

const ROWS = 5000;
const timeZone = 'America/New_York';
/** Three days before the clocks are put forward on March 8, 2026. */
const START_MS = Date.parse('2026-03-05T14:00:00Z');
const HEADER = 'Arrival,Wait (s),Abandoned,Handled (s)';

const atMsOf = (row: number) => START_MS + row * 60_000;
const isoOf = (row: number) => new Date(atMsOf(row)).toISOString();

function cleanCall(row: number): PastCall {
  const abandoned = row % 9 === 0;
  const call = { atMs: atMsOf(row), waitSeconds: (row * 7) % 300, abandoned };
  return abandoned ? call : { ...call, handleSeconds: 60 + (row % 400) };
}

function cleanCells(row: number): string[] {
  const { waitSeconds, abandoned, handleSeconds = '' } = cleanCall(row);
  return [isoOf(row), String(waitSeconds), abandoned ? 'yes' : 'no', String(handleSeconds)];
}

function read(text: string, zone = timeZone): CallsReading {
  const table = tableOf(text);
  const { arrival = -1, wait = -1, abandoned = -1, ...rest } = guessColumns(table.columns);
  return readCalls(table, { columns: { arrival, wait, abandoned, ...rest }, timeZone: zone });
}

type Cells = [arrival: string, wait: string, abandoned: string, handled: string];

/** What may stand in a row, and what is read (changes of a call at that row) or said. */
const dirt: Record<string, { row: Cells | string; is?: (row: number) => Partial<PastCall>; why?: RegExp }> = {
  'no arrival': { row: ['', '10', 'no', '60'], why: /arrival is missing/ },
  'no wait': { row: ['{at}', '', 'no', '60'], why: /wait is missing/ },
  'a negative wait': { row: ['{at}', '-5', 'no', '60'], why: /wait "-5" is negative/ },
  'a wait of more than a day': { row: ['{at}', '90000', 'no', '60'], why: /longer than a day/ },
  'words for a wait': { row: ['{at}', 'long', 'no', '60'], why: /"long" is no number of seconds/ },
  'a wait of 61 seconds past a minute': { row: ['{at}', '1:61', 'no', '60'], why: /"1:61" is no number/ },
  'a negative handle time': { row: ['{at}', '5', 'no', '-60'], why: /handle time "-60" is negative/ },
  'an unknown outcome': { row: ['{at}', '5', 'perhaps', '60'], why: /"perhaps" says neither/ },
  'a caller who hung up and was handled': { row: ['{at}', '5', 'yes', '60'], why: /hung up, and was handled/ },
  'a day that does not exist': { row: ['2026-02-30 10:00:00', '5', 'no', '60'], why: /no date and time/ },
  'an hour 25': { row: ['2026-03-05 25:00:00', '5', 'no', '60'], why: /no date and time/ },
  '13 PM': { row: ['3/5/2026 13:05 PM', '5', 'no', '60'], why: /no date and time/ },
  'a date without a time': { row: ['2026-03-05', '5', 'no', '60'], why: /no date and time/ },
  'a year mistyped': { row: ['2062-03-05 10:00:00', '5', 'no', '60'], why: /35 days/ },
  'an hour that the clock change left out': { row: ['2026-03-08 02:30:00', '5', 'no', '60'], why: /does not exist/ },
  'the header again': { row: HEADER, why: /header again/ },
  'a sum at the end of a page': { row: 'Total,5000,,', why: /"Total" is no date and time/ },
  'cells that are missing': { row: '{at}', why: /wait is missing/ },
  'cells too many': { row: '{at},5,no,60,,,', is: () => ({ waitSeconds: 5, handleSeconds: 60 }) },
  'quotes that hold a comma': { row: '"{at}","1,234","no","60"', is: () => ({ waitSeconds: 1234, handleSeconds: 60 }) },
  'a quote in the middle of a cell': { row: '{at},5,no,6"0', why: /is no number/ },
  'an apostrophe between thousands': { row: ['{at}', "1'234", 'no', '60'], is: () => ({ waitSeconds: 1234 }) },
  'minutes and seconds': {
    row: ['{at}', '1:35', 'no', '0:02:05'],
    is: () => ({ waitSeconds: 95, handleSeconds: 125 }),
  },
  units: { row: ['{at}', '95 s', 'no', '2m 5s'], is: () => ({ waitSeconds: 95, handleSeconds: 125 }) },
  decimals: { row: ['{at}', '95.5', 'no', '60'], is: () => ({ waitSeconds: 95.5 }) },
  'blanks around cells': { row: '  {at} , 5 , no , 60 ', is: () => ({ waitSeconds: 5, handleSeconds: 60 }) },
  capitals: { row: ['{at}', '5', 'ABANDONED', ''], is: () => ({ waitSeconds: 5, abandoned: true }) },
  'no handle time': { row: ['{at}', '5', 'no', ''], is: () => ({ waitSeconds: 5 }) },
  'N/A for a handle time': { row: ['{at}', '5', 'answered', 'N/A'], is: () => ({ waitSeconds: 5 }) },
  'AM and PM': {
    row: ['3/5/2026 09:10:00 AM', '5', 'no', '60'],
    is: () => ({ atMs: Date.parse('2026-03-05T14:10:00Z') }),
  },
  noon: { row: ['3/5/2026 12:00 PM', '5', 'no', '60'], is: () => ({ atMs: Date.parse('2026-03-05T17:00:00Z') }) },
  'a local time before the clock change': {
    row: ['2026-03-08 01:59:00', '5', 'no', '60'],
    is: () => ({ atMs: Date.parse('2026-03-08T06:59:00Z') }),
  },
  'a local time after it': {
    row: ['2026-03-08 03:00:00', '5', 'no', '60'],
    is: () => ({ atMs: Date.parse('2026-03-08T07:00:00Z') }),
  },
  'an offset': {
    row: ['2026-03-05T10:00:00+01:00', '5', 'no', '60'],
    is: () => ({ atMs: Date.parse('2026-03-05T09:00:00Z') }),
  },
  'seconds since 1970': { row: ['1772722800', '5', 'no', '60'], is: () => ({ atMs: 1772722800000 }) },
  'the name of a month': {
    row: ['"Thu, Mar 5, 2026 10:00"', '5', 'no', '60'],
    is: () => ({ atMs: Date.parse('2026-03-05T15:00:00Z') }),
  },
};

const dirty = Object.entries(dirt).map(([kind, one], index) => ({
  ...one,
  kind,
  row: 100 + index * 130,
  written: one.row,
}));
const fill = (cells: Cells | string, row: number) =>
  (typeof cells === 'string' ? cells : cells.join(',')).replace('{at}', isoOf(row));
const lines = Array.from({ length: ROWS }, (_, row) => cleanCells(row).join(','));
for (const { row, written } of dirty) lines[row] = fill(written, row);

describe('five thousand calls with dirt of thirty kinds', () => {
  const reading = read([HEADER, ...lines].join('\r\n'));
  const lineOf = (row: number) => row + 2;

  it('are read or named, each of them', () => {
    expect(dirty.length).toBeGreaterThanOrEqual(30);
    expect(reading.calls.length + reading.problems.length).toBe(ROWS);
    const bad = dirty.filter(({ why }) => why).map(({ row }) => lineOf(row));
    expect(reading.problems.map(({ line }) => line)).toEqual(bad);
  });

  it.each(dirty.filter(({ why }) => why))('$kind is named with its line and why', ({ row, why }) => {
    expect(reading.problems.find(({ line }) => line === lineOf(row))?.why).toMatch(why ?? /./);
  });

  it.each(dirty.filter(({ is }) => is))('$kind is read', ({ row, is = () => ({}) }) => {
    const expected = { atMs: atMsOf(row), abandoned: false, ...is(row) };
    const found = reading.calls.filter(({ atMs }) => atMs === expected.atMs);
    expect(found).toContainEqual(expect.objectContaining(expected));
  });

  it('are otherwise as they were written', () => {
    const rows = new Set(dirty.map(({ row }) => row));
    const clean = lines.flatMap((_, row) => (rows.has(row) ? [] : [cleanCall(row)]));
    const found = new Map(reading.calls.map((call) => [call.atMs, call]));
    // Where a dirty row happens to name the minute of a clean one, both are there.
    const differing = clean.filter((call) => JSON.stringify(found.get(call.atMs)) !== JSON.stringify(call));
    expect(differing.length).toBeLessThanOrEqual(dirty.length);
    expect(reading.calls.map(({ atMs }) => atMs)).toEqual(reading.calls.map(({ atMs }) => atMs).sort((a, b) => a - b));
  });
});

const few = Array.from({ length: 40 }, (_, row) => cleanCells(row));
const fewCalls = few.map((_, row) => cleanCall(row));
const joined = (delimiter: string, cells = few) =>
  [HEADER.split(','), ...cells].map((row) => row.join(delimiter)).join('\n');

describe('a file of calls', () => {
  it.each<[string, string]>([
    ['semicolons', joined(';')],
    ['tabs', joined('\t')],
    ['bars', joined('|')],
    ['a byte order mark', `\ufeff${joined(',')}`],
    ['old line ends', joined(',').replaceAll('\n', '\r')],
    ['empty lines', joined(',').replaceAll('\n', '\n\n')],
    ['lines of commas alone', joined(',').replaceAll('\n', '\n,,,\n')],
    ['a title above', `Calls of last week\n${joined(',')}`],
    ['a line that names the separator', `sep=;\n${joined(';')}`],
    ['every cell in quotes', joined('","').replaceAll(/^|$/gm, '"')],
    ['rows in any order', [HEADER, ...few.map((row) => row.join(',')).reverse()].join('\n')],
    ['UTF-16', textOf(Buffer.from(`\ufeff${joined('\t')}`, 'utf16le'))],
    ['UTF-8', textOf(Buffer.from(joined(',')))],
    ['a header in Windows-1252', textOf(Buffer.from(joined(',').replace('Arrival', 'Arrival \u00e9'), 'latin1'))],
  ])('may have %s', (_, text) => expect(read(text)).toMatchObject({ calls: fewCalls, problems: [] }));

  it('may have no header, where somebody says which column is which', () => {
    const table = tableOf(few.map((row) => row.join(',')).join('\n'));
    expect(table.columns).toEqual(['Column 1', 'Column 2', 'Column 3', 'Column 4']);
    const columns = { arrival: 0, wait: 1, abandoned: 2, handled: 3 };
    expect(readCalls(table, { columns, timeZone }).calls).toEqual(fewCalls);
  });

  it('may name two columns alike', () =>
    expect(tableOf('Time,Time,Wait\n1,2,3').columns).toEqual(['Time', 'Time (2)', 'Wait']));

  it('may have date and time in two columns', () => {
    const { calls } = read('Date,Time,Wait,Abandoned\n03/05/2026,9:10 AM,5,no');
    expect(calls).toMatchObject([{ atMs: Date.parse('2026-03-05T14:10:00Z') }]);
  });

  it('says by any of its dates whether the day comes first', () => {
    const first = (text: string) =>
      read(`Arrival;Wait;Abandoned\n${text}`, 'UTC').calls.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 10));
    expect(first('03/04/2026 10:00;5;no\n25/03/2026 10:00;5;no')).toEqual(['2026-03-25', '2026-04-03']);
    expect(first('03/04/2026 10:00;5;no\n03/25/2026 10:00;5;no')).toEqual(['2026-03-04', '2026-03-25']);
    expect(first('03.04.2026 10:00;5,5;no')).toEqual(['2026-04-03']);
  });

  it('names only the lines of a quote that is never closed', () => {
    const broken = joined(',').split('\n');
    broken[11] = `"${broken[11]}`;
    const { calls, problems } = read(broken.join('\n'));
    expect(calls).toHaveLength(39);
    expect(problems).toMatchObject([{ line: 12 }]);
  });

  it('keeps the order of an hour that comes twice', () => {
    const rows = ['2026-11-01 01:10:00', '2026-11-01 01:50:00', '2026-11-01 01:20:00', '2026-11-01 02:00:00'];
    const { calls } = read(['Arrival,Wait,Abandoned', ...rows.map((at) => `${at},5,no`)].join('\n'));
    const utc = ['05:10', '05:50', '06:20', '07:00'].map((time) => Date.parse(`2026-11-01T${time}:00Z`));
    expect(calls.map(({ atMs }) => atMs)).toEqual(utc);
  });

  it('may be what the saved query of past calls writes, where the time is that of the end of the wait', () => {
    const { calls, timeIs, problems } = read(
      [
        '@timestamp,queue,ActualWait,gaveUpAfterSeconds',
        '2026-03-05 10:01:35.123,support,95,',
        '2026-03-05 10:03:00.000,support,,1',
      ].join('\n'),
      'UTC',
    );
    expect({ timeIs, problems }).toEqual({ timeIs: 'end-of-wait', problems: [] });
    expect(calls).toEqual([
      { atMs: Date.parse('2026-03-05T10:00:00Z'), waitSeconds: 95, abandoned: false },
      { atMs: Date.parse('2026-03-05T10:02:59Z'), waitSeconds: 1, abandoned: true },
    ]);
  });

  it('may be what that query writes since it knows handle times, as a spreadsheet of its result has it', () => {
    const { calls, timeIs, problems } = read(
      [
        'callSid,queue,endOfWait,waitSeconds,gaveUpAfter,completed,handledSeconds',
        `CA1,support,${Date.parse('2026-03-05T10:01:35Z') / 1000},95,,${Date.parse('2026-03-05T10:05:35Z') / 1000},240`,
        `CA2,support,${Date.parse('2026-03-05T10:03:00Z') / 1000},,60,,`,
      ].join('\n'),
      'America/New_York',
    );
    expect({ timeIs, problems }).toEqual({ timeIs: 'end-of-wait', problems: [] });
    expect(calls).toEqual([
      { atMs: Date.parse('2026-03-05T10:00:00Z'), waitSeconds: 95, abandoned: false, handleSeconds: 240 },
      { atMs: Date.parse('2026-03-05T10:02:00Z'), waitSeconds: 60, abandoned: true },
    ]);
  });

  it('may be empty, or no table at all', () => {
    expect(tableOf('')).toEqual({ columns: [], rows: [], header: [] });
    expect(tableOf('hello')).toEqual({ columns: [], rows: [], header: [] });
  });
});
