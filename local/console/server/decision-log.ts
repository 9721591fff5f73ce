import type { QueueSnapshot, QueueState } from '../../../lambdas/domain/queue-snapshot.ts';
import type { LogEntry } from '../../aws/lambda/lambda-logs.ts';

/** One log line of the service about a call, with what the table said at that moment where something was decided. */
export interface Decision {
  atMs: number;
  route: string;
  line: Record<string, unknown>;
  /** Absent where nothing was decided, `null` while the table cannot be read. */
  inputs?: Pick<QueueState, 'snapshot' | 'operator' | 'breaker'> | null;
}

/** Only the latest calls can be explained. */
const CALLS_KEPT = 400;
const LINES_KEPT = 100;

/** What the service logged about each call, and what it knew then. */
export class DecisionLog {
  readonly #readState: (queue: string) => Promise<QueueState>;
  readonly #byCall = new Map<string, Decision[]>();

  constructor(readState: (queue: string) => Promise<QueueState>) {
    this.#readState = readState;
  }

  note({ atMs, line }: LogEntry): void {
    if (!isRecord(line) || typeof line['callSid'] !== 'string' || typeof line['route'] !== 'string') return;
    const { _aws: _, ...properties } = line;
    const decision: Decision = { atMs, route: line['route'], line: properties };
    const decisions = this.#byCall.get(line['callSid']) ?? this.#begin(line['callSid']);
    if (decisions.length < LINES_KEPT) decisions.push(decision);
    if (line['decision'] !== undefined || line['because'] !== undefined) void this.#addInputs(decision, line['queue']);
  }

  of(callSid: string): readonly Decision[] {
    return this.#byCall.get(callSid) ?? [];
  }

  #begin(callSid: string): Decision[] {
    const decisions: Decision[] = [];
    this.#byCall.set(callSid, decisions);
    const [oldest] = this.#byCall.keys();
    if (oldest !== undefined && this.#byCall.size > CALLS_KEPT) this.#byCall.delete(oldest);
    return decisions;
  }

  async #addInputs(decision: Decision, queue: unknown): Promise<void> {
    try {
      const { snapshot, operator, breaker } = await this.#readState(String(queue));
      // The sampler's own memory is large, and no decision looks at it.
      const { memory: _, ...seen } = snapshot ?? {};
      decision.inputs = {
        snapshot: snapshot && (seen as QueueSnapshot),
        operator,
        breaker,
      };
    } catch {
      decision.inputs = null;
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
