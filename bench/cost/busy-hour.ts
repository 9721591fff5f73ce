import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { accessLogFields } from '../../lib/webhook-api.ts';
import type { LogEntry } from '../../local/aws/lambda/lambda-logs.ts';
import { startContactCentre } from '../../local/contact-centre.ts';
import { type SampleUse, sampleOperations } from './fixed-cost.ts';

/** What webhooks took in the busy hour, each on average. */
export interface WebhookUse {
  webhooks: number;
  calls: number;
  /** Of them, served by `voice`; the others by `events`. */
  voiceShare: number;
  functionLogBytes: number;
  accessLogBytes: number;
  reads: number;
  /** Of callback records: each changes the item and, mostly, the index of open callbacks. */
  recordWrites: number;
  /** Of marks and notes that are in no index. */
  plainWrites: number;
}

const WARM_UP_SECONDS = 600;
const HOUR_SECONDS = 3600;

/** An hour with two calls a minute, more than the agents can take, half of the callers accept a callback. */
export async function playBusyHour(written: Configuration): Promise<{ webhook: WebhookUse; sample: SampleUse }> {
  const [queue] = written.queues;
  if (!queue) throw new Error('the configuration has no queue');
  const configuration = { ...written, queues: [queue], defaultQueue: queue.name };
  const centre = await startContactCentre({ configuration, startMs: Date.parse('2026-03-02T15:00:00Z') });
  try {
    centre.floors.get(queue.name)?.change({ agents: 4, handleSeconds: 180, callsPerMinute: 2, acceptShare: 0.5 });
    await centre.clock.advance(WARM_UP_SECONDS);
    const before = centre.dynamoOperationCounts();
    const lines: LogEntry[] = [];
    for (let minute = 0; minute < HOUR_SECONDS / 60; minute += 1) {
      const startedAtMs = centre.clock.nowMs();
      await centre.clock.advance(60);
      lines.push(...centre.logs.latest(1000).filter(({ atMs }) => atMs > startedAtMs));
    }
    const state = await centre.queueStates.readNow(queue.name);
    const operations = difference(centre.dynamoOperationCounts(), before);
    const samples = lines.filter((entry) => entry.function === 'sampler');
    return {
      webhook: webhookUse(
        lines.filter((entry) => entry.function !== 'sampler'),
        withoutSampler(operations, samples.length),
      ),
      sample: { logBytes: average(samples.map(sizeOf)), snapshotBytes: JSON.stringify(state.snapshot).length + 100 },
    };
  } finally {
    await centre.stop();
  }
}

function webhookUse(lines: LogEntry[], operations: Record<string, number>): WebhookUse {
  const webhooks = lines.length;
  const plainWrites =
    lines.filter(({ line }) => withPlainWrite.includes(String((line as { event?: string }).event))).length / webhooks;
  const count = (names: string[]) => names.reduce((sum, name) => sum + (operations[name] ?? 0), 0) / webhooks;
  return {
    webhooks,
    calls: lines.filter(({ line }) => (line as { route?: string }).route === 'incoming-call').length,
    voiceShare: lines.filter((entry) => entry.function === 'voice').length / webhooks,
    functionLogBytes: average(lines.map(sizeOf)),
    accessLogBytes: accessLogBytes(),
    reads: count(['GetItem', 'Query']),
    recordWrites: count(['PutItem', 'UpdateItem']) - plainWrites,
    plainWrites,
  };
}

/** An acceptance or an end is marked as handled, and a new task is noted with its call. */
const withPlainWrite = ['task.created', 'task.canceled', 'reservation.accepted'];

/** What a sample asks of the table is counted with the fixed cost. */
function withoutSampler(operations: Record<string, number>, samples: number): Record<string, number> {
  const each = Object.entries(sampleOperations).map(([name, count]) => [
    name,
    (operations[name] ?? 0) - count * samples,
  ]);
  return { ...operations, ...Object.fromEntries(each) };
}

/** A line of the access log with values of the usual length. */
function accessLogBytes(): number {
  const examples: Record<string, string> = {
    requestId: 'YkJ3wjVqoAMEPNA=',
    routeKey: 'POST /queues/{queue}/incoming-call',
    error: '-',
  };
  return JSON.stringify(Object.fromEntries(Object.keys(accessLogFields).map((name) => [name, examples[name] ?? '200'])))
    .length;
}

function difference(after: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]));
}

function sizeOf({ line }: LogEntry): number {
  return Buffer.byteLength(typeof line === 'string' ? line : JSON.stringify(line)) + 1;
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
