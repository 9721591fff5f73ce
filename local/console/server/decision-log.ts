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
  /** Of each queue, the latest two that were seen, newest first. */
  readonly #samples = new Map<string, readonly QueueSnapshot[]>();
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
    if (line['decision'] !== undefined || line['because'] !== undefined) {
      void this.#addInputs(decision, String(line['queue']));
    }
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

  async #addInputs(decision: Decision, queue: string): Promise<void> {
    try {
      const { snapshot, operator, breaker } = await this.#readState(queue);
      if (snapshot) this.#noteSample(queue, snapshot);
      decision.inputs = { snapshot: this.#sampleOf(decision, queue), operator, breaker };
    } catch {
      decision.inputs = null;
    }
  }

  #noteSample(queue: string, { memory: _, ...sample }: QueueSnapshot): void {
    // The sampler's own memory is large, and no decision looks at it.
    const others = (this.#samples.get(queue) ?? []).filter(({ sampledAtMs }) => sampledAtMs !== sample.sampledAtMs);
    this.#samples.set(queue, [sample, ...others].slice(0, 2));
  }

  /** The one that the line names: a function remembers it for some seconds, in which the table may get the next. */
  #sampleOf({ line }: Decision, queue: string): QueueSnapshot | undefined {
    const samples = this.#samples.get(queue) ?? [];
    if (line['decision'] === undefined) return samples[0];
    return samples.find(({ sampledAtMs }) => new Date(sampledAtMs).toISOString() === line['sampledAt']);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
