export interface Month {
  /** `2026-11` */
  name: string;
  fromMs: number;
  toMs: number;
}

/** `undefined` when no month has that name; without a name, the last month that is over. */
export function monthNamed(written: string | undefined, nowMs: number): Month | undefined {
  const now = new Date(nowMs);
  const name = written ?? new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const at = (months: number) => Date.UTC(Number(year), Number(month) - 1 + months);
  return { name, fromMs: at(0), toMs: at(1) };
}
