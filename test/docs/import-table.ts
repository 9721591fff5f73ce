import { posix } from 'node:path';

/** A row of the table: what the files of these folders may import. */
export interface Wall {
  folders: readonly string[];
  mayImport: readonly string[];
  typesOf: readonly string[];
}

export interface Import {
  from: string;
  /** A path of this project, or the name of a package. */
  to: string;
  typesOnly: boolean;
}

const codeSpans = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);

/** The table below a heading. Its columns: folders, what they are, what they may import, what they may import types of. */
export function readImportTable(markdown: string, heading: string): Wall[] {
  const section = markdown.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => {
    const [, folders = '', , mayImport = '', typesOf = ''] = line.split('|');
    return { folders: codeSpans(folders), mayImport: codeSpans(mayImport), typesOf: codeSpans(typesOf) };
  });
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const CALL = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import and re-export of a file. Calls of `import()` and `require()` count as imports of more than types. */
export function importsOf(from: string, source: string): Import[] {
  const statements = [...source.matchAll(STATEMENT)].map(([, type, name = '']) => ({ name, typesOnly: Boolean(type) }));
  const calls = [...source.matchAll(CALL)].map(([, name = '']) => ({ name, typesOnly: false }));
  return [...statements, ...calls].map(({ name, typesOnly }) => {
    const to = name.startsWith('.') ? posix.join(posix.dirname(from), name) : name;
    return { from, to, typesOnly };
  });
}

/** `lambdas/steps/` and `node:` stand for all that begins so, `twilio` for that package, `lambdas/routes.ts` for a file. */
function covers(entry: string, path: string): boolean {
  return path === entry || path.startsWith(/[/:]$/.test(entry) ? entry : `${entry}/`);
}

/** The row that a file belongs to, and which of the row's folders it is in: the innermost one. */
export function rowOf(table: readonly Wall[], file: string): { wall: Wall; folder: string } | undefined {
  return table
    .flatMap((wall) => wall.folders.map((folder) => ({ wall, folder })))
    .filter(({ folder }) => covers(folder, file))
    .sort((one, other) => other.folder.length - one.folder.length)[0];
}

/** A row may import itself, folders within its own included. A file without a row may import nothing. */
export function isAllowed(table: readonly Wall[], { from, to, typesOnly }: Import): boolean {
  const wall = rowOf(table, from)?.wall;
  if (!wall) return false;
  const entries = [...wall.folders, ...wall.mayImport, ...(typesOnly ? wall.typesOf : [])];
  return entries.some((entry) => covers(entry, to));
}
