import { parse } from 'csv-parse/sync';

export interface TableRow {
  /** Of the file; of a row that goes over several lines, the last. */
  line: number;
  cells: string[];
}

/** A file as it is written, before anything in it is understood. */
export interface CallTable {
  /** Of the header, or `Column 1` and so on; each once. */
  columns: string[];
  rows: TableRow[];
  /** The header's own cells, empty where the file has none. */
  header: string[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** `isData` tells a cell that no header has, such as a time. */
export function readTable(text: string, isData: (cell: string) => boolean): CallTable {
  const records = recordsOf(text).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const start = records.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length > 1);
  const first = records[start];
  if (!first) return { columns: [], rows: [], header: [] };
  const hasHeader = !first.cells.some(isData);
  const rows = records.slice(hasHeader ? start + 1 : start);
  const header = hasHeader ? first.cells : [];
  const width = Math.max(header.length, ...rows.slice(0, 50).map(({ cells }) => cells.length));
  return { columns: Array.from({ length: width }, (_, index) => columnName(header, index)), rows, header };
}

/** A spreadsheet may say what separates the cells in a line of its own. */
const SEPARATOR_LINE = /^\ufeff?sep=(.)\r?\n/i;

function recordsOf(text: string): TableRow[] {
  const said = SEPARATOR_LINE.exec(text);
  const table = said ? text.slice(said[0].length) : text;
  const options = {
    ...{ bom: true, delimiter: said?.[1] ?? delimiterOf(table), trim: true },
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
  } as const;
  const linesBefore = said ? 1 : 0;
  const read = (part: string, before: number): TableRow[] => {
    const rows: TableRow[] = [];
    const note = (cells: string[], { lines }: { lines: number }) => {
      rows.push({ line: before + lines, cells });
      return cells;
    };
    parse(part, { ...options, on_record: note });
    return rows;
  };
  try {
    return read(table, linesBefore);
  } catch {
    // A quote is never closed: each line is a row of its own then, and what cannot be read is named by its line.
    return table.split(/\r\n|\n|\r/).flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        return read(line, linesBefore + index);
      } catch {
        return [{ line: linesBefore + index + 1, cells: [line, ''] }];
      }
    });
  }
}

/** What separates the most cells in the first lines, outside quotes. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\n|\r/)
    .slice(0, 20);
  const counts = DELIMITERS.map((delimiter) =>
    lines.reduce((sum, line) => sum + line.replace(/"[^"]*"/g, '').split(delimiter).length - 1, 0),
  );
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function columnName(header: readonly string[], index: number): string {
  const name = header[index] || `Column ${index + 1}`;
  const before = header.slice(0, index).filter((other) => other === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}
