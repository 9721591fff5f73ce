import { BadInput } from './input.ts';

export interface LogControls {
  insights: {
    names: readonly string[];
    ofOneCall: readonly string[];
    ask(name: string, callSid?: string): Record<string, unknown>[] | undefined;
  };
}

/** A saved query's answer, one row a line. */
export function askLog({ insights }: LogControls, name: string, callSid: string | undefined): string {
  if (callSid === undefined && insights.ofOneCall.includes(name)) {
    throw new BadInput(`"${name}" is asked of one call.`, 'Add ?call= and a CallSid; "latest-calls" lists them.');
  }
  const rows = insights.ask(name, callSid);
  if (!rows) throw new BadInput(`There is no query "${name}".`, `Use one of: ${insights.names.join(', ')}.`, 404);
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
