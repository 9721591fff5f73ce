import { BadInput } from './input.ts';

export interface LogControls {
  insights: { names: readonly string[]; ask(name: string, callSid?: string): Record<string, unknown>[] | undefined };
}

/** A saved query's answer, one row a line. */
export function askLog({ insights }: LogControls, name: string, callSid: string | undefined): string {
  const rows = insights.ask(name, callSid);
  if (!rows) throw new BadInput(`There is no query "${name}".`, `Use one of: ${insights.names.join(', ')}.`, 404);
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
