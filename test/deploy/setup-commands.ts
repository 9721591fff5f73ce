import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const DOCS = resolve(import.meta.dirname, '../../docs');

/** Every command of the page that leads somebody to going live, in its order. */
export function setupCommands(): string[] {
  return commandsIn(readFileSync(resolve(DOCS, 'setup.md'), 'utf8'));
}

/** The commands with which a new stack adopts a table that an older one left. */
export function adoptionCommands(tableName: string): string[] {
  const page = readFileSync(resolve(DOCS, 'operations.md'), 'utf8');
  const section = /^## Adopting a table that was kept\n(.*?)^## /ms.exec(page)?.[1] ?? '';
  return commandsIn(section).map((command) => command.replace('"TABLE"', `"${tableName}"`));
}

function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)];
  return blocks.flatMap(([, block = '']) => block.split('\n').filter((line) => line.trim() !== ''));
}
