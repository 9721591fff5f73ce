import { createHash } from 'node:crypto';

/** A resource as Twilio's JSON shows it. */
export type Row = Record<string, unknown> & { sid: string };

/** Every resource of one account, by the path of its list: `/v1/Sinks`, `/v1/Workspaces/WS.../Workflows`. */
export class Rows {
  readonly #lists = new Map<string, Map<string, Row>>();
  readonly #dates = new Map<string, { createdAtMs: number; updatedAtMs: number }>();
  #made = 0;

  list(path: string): Row[] {
    return [...(this.#lists.get(path)?.values() ?? [])];
  }

  get(path: string, sid: string): Row | undefined {
    return this.#lists.get(path)?.get(sid);
  }

  put(path: string, row: Row): Row {
    const rows = this.#lists.get(path) ?? new Map<string, Row>();
    this.#lists.set(path, rows.set(row.sid, row));
    const nowMs = Date.now();
    const createdAtMs = this.#dates.get(`${path}/${row.sid}`)?.createdAtMs ?? nowMs;
    this.#dates.set(`${path}/${row.sid}`, { createdAtMs, updatedAtMs: nowMs });
    return row;
  }

  /** Apart from the resource, so that two accounts may be compared. */
  datesOf(path: string, sid: string): { createdAtMs: number; updatedAtMs: number } {
    return this.#dates.get(`${path}/${sid}`) ?? { createdAtMs: 0, updatedAtMs: 0 };
  }

  /** Deletes the resource and all that is below it. */
  remove(path: string, sid: string): void {
    this.#lists.get(path)?.delete(sid);
    for (const other of this.#lists.keys()) if (other.startsWith(`${path}/${sid}/`)) this.#lists.delete(other);
  }

  newSid(prefix: string): string {
    this.#made += 1;
    return `${prefix}${createHash('md5').update(`${prefix} ${this.#made}`).digest('hex')}`;
  }

  /** The same account once more: a change of one is none of the other. */
  copy(): Rows {
    const other = new Rows();
    for (const [path, rows] of this.#lists) for (const row of rows.values()) other.put(path, structuredClone(row));
    other.#made = this.#made;
    return other;
  }

  /** All there is, for comparisons: what two accounts hold, whatever the order and the SIDs it was made in. */
  contents(): Record<string, Record<string, unknown>[]> {
    const entries = [...this.#lists].map(([path, rows]): [string, Row[]] => [path, [...rows.values()]]);
    return Object.fromEntries(entries.filter(([, rows]) => rows.length > 0));
  }
}
