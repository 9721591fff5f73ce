import { readFileSync } from 'node:fs';
import { savedQueries } from '../../lib/monitoring/log-queries.ts';

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** One of the alarms' sections of the runbook. */
export interface AlarmSection {
  confirm: string;
  todo: string;
  over: string;
}

export function alarmSection(alarm: string): AlarmSection {
  const section = new RegExp(`^### ${alarm}\\n(.*?)\\n(?=\\n|<!--)`, 'ms').exec(page)?.[1] ?? '';
  const said = (what: string) => new RegExp(`^- \\*\\*${what}\\*\\*: (.*)$`, 'm').exec(section)?.[1] ?? '';
  return { confirm: said('Confirm'), todo: said('Do'), over: said('Over') };
}

/** The row of a reason for not offering: what to look at and what to do. */
export function reasonRow(reason: string): string {
  return new RegExp(`^\\| \`${reason}\` \\|(.*)$`, 'm').exec(page)?.[1] ?? '';
}

/** What stands under a heading, up to the next of its kind. */
export function chapter(heading: string): string {
  return new RegExp(`^## ${heading}\\n(.*?)^## `, 'ms').exec(page)?.[1] ?? '';
}

/** Everything that can be typed: what stands in blocks, and the commands with arguments within sentences. */
export function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```.*\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block);
  const typed = blocks.flatMap((block) => block.split('\n')).map((line) => line.trim());
  const sentences = text.replace(/^ *```[\s\S]*?^ *```/gm, '');
  const within = [...sentences.matchAll(/`((?:npm run \S+ -- |npx |aws |curl )[^`]+)`/g)].map(
    ([, command = '']) => command,
  );
  return [...typed.filter((line) => line !== ''), ...within];
}

/** The saved queries that a text names. */
export function queriesIn(text: string): string[] {
  return savedQueries.map(({ name }) => name).filter((name) => text.includes(`\`${name}\``));
}

export const allCommands = commandsIn(page);
