import type { LambdaFunction } from '../../local/aws/lambda/lambda-function.ts';
import { scheduledEvent } from '../../local/aws/lambda/scheduled-event.ts';
import type { Edge } from './edge.ts';
import { type EdgeFault, faultPairs, singleFaults } from './edge-faults.ts';
import type { Lane } from './fault-proxy.ts';
import type { Finding, WorkerReport } from './worker-order.ts';

/** Functions that nobody waits for, side by side. */
const AT_ONCE = 24;

const sampled: readonly (readonly EdgeFault[])[] = [
  ...singleFaults.map((fault) => [fault]),
  ...faultPairs.slice(0, 120),
];

/** What a deploy asks, in whole or in part. */
const deployed: readonly (readonly EdgeFault[])[] = [
  ...singleFaults.filter(
    ({ party, name }) => party !== 'mindful' && /( always| on reads| on writes| from the start)$/.test(name),
  ),
].map((fault) => [fault]);

/** The sampler and the provisioner behind every single fault and some pairs, by rules of their own. */
export async function playBackground(edge: Edge, part: { index: number; of: number }): Promise<WorkerReport> {
  const report: WorkerReport = { requests: 0, again: 0, findings: [] };
  const works = [
    ...deployed.map((faults) => ({ faults, play: deploy })),
    ...sampled.map((faults) => ({ faults, play: sample })),
  ].filter((_, index) => index % part.of === part.index);
  const waiting = works.values();
  const workOn = async () => {
    const warm = new Instances(edge);
    for (const { faults, play } of waiting) {
      const instances = faults.some(({ cold }) => cold) ? new Instances(edge) : warm;
      report.findings.push(...(await play(edge, instances, { faults, report })));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOn));
  return report;
}

let lanes = 0;

/** A sampler and a provisioner that have been at work before, or not yet. */
class Instances {
  readonly lane: Lane;
  readonly #edge: Edge;
  readonly #started = new Map<string, Promise<LambdaFunction>>();

  constructor(edge: Edge) {
    lanes += 1;
    this.#edge = edge;
    this.lane = edge.proxy.lane(`background-${lanes}`);
  }

  of(name: 'sampler' | 'provisioner'): Promise<LambdaFunction> {
    const known = this.#started.get(name) ?? this.#edge.start(name, this.lane);
    this.#started.set(name, known);
    return known;
  }
}

interface Behind {
  faults: readonly EdgeFault[];
  report: WorkerReport;
}

/**
 * A sample ends by itself, long before Lambda would end it, and fails only with the table or the secrets. What is TaskRouter's or
 * Mindful's fault is written into the snapshots. The next sample makes up for everything.
 */
async function sample(edge: Edge, instances: Instances, { faults, report }: Behind): Promise<Finding[]> {
  const { lane } = instances;
  const lambda = await instances.of('sampler');
  const run = async (during: readonly EdgeFault[]) => {
    report.requests += 1;
    const startedMs = Date.now();
    lane.set(during);
    const { kind } = await edge.logs.during(lane.name, () => lambda.invoke(scheduledEvent(startedMs)));
    lane.set([]);
    const isFresh = async ({ name }: { name: string }) =>
      ((await edge.queueStates.readNow(name)).snapshot?.sampledAtMs ?? 0) >= startedMs;
    const fresh = await Promise.all(edge.configuration.queues.map(isFresh));
    return { kind, areFresh: fresh.every(Boolean) };
  };
  const isOfOthers = faults.every(({ party }) => party === 'taskrouter' || party === 'mindful');
  const first = await run(faults);
  const complaint = (text: string) => [{ variant: 'sampler', faults: namesOf(faults), complaint: text }];
  if (first.kind === 'timeout') return complaint('Lambda had to end the sample');
  if (isOfOthers && first.kind !== 'result') return complaint('the sample failed');
  if (isOfOthers && !first.areFresh) return complaint('a queue has no fresh snapshot');
  const next = await run([]);
  return next.kind === 'result' ? [] : complaint(`the next sample, without a fault, ended with ${next.kind}`);
}

/**
 * CloudFormation always hears how it went, before the time is over, and of a failure also why. Without the fault the same request
 * succeeds, whatever was done before.
 */
async function deploy(edge: Edge, instances: Instances, { faults, report }: Behind): Promise<Finding[]> {
  const { lane } = instances;
  const lambda = await instances.of('provisioner');
  lane.answers.length = 0;
  edge.openAccount(lane.name);
  const complaint = (text: string) => [{ variant: 'provisioner', faults: namesOf(faults), complaint: text }];
  const run = async (RequestType: string, during: readonly EdgeFault[]) => {
    report.requests += 1;
    lane.set(during);
    const request = {
      ...{
        RequestType,
        RequestId: 'request',
        StackId: 'stack',
        LogicalResourceId: 'twilio',
        ResourceType: 'Custom::Twilio',
      },
      ResourceProperties: {
        apiUrl: 'https://api.example.com',
        fallbackUrl: 'https://fallback.example.com',
        stage: lane.name,
      },
      ResponseURL: `${edge.proxy.origin}/${lane.name}/cloudformation/answer`,
    };
    const { kind } = await edge.logs.during(lane.name, () => lambda.invoke(request));
    lane.set([]);
    return { kind, answer: lane.answers.at(-1), heard: lane.answers.length };
  };
  let runs = 0;
  for (const RequestType of ['Create', 'Delete']) {
    for (const during of [faults, []]) {
      runs += 1;
      const { kind, answer, heard } = await run(RequestType, during);
      const when = `${RequestType} ${during.length > 0 ? 'behind the fault' : 'afterwards'}`;
      if (kind !== 'result' || heard !== runs) return complaint(`${when}: CloudFormation heard nothing (${kind})`);
      if (answer?.Status !== 'SUCCESS' && (during.length === 0 || !CAUSE.test(answer?.Reason ?? '')))
        return complaint(`${when}: ${answer?.Status} ${answer?.Reason}`);
    }
  }
  return [];
}

/** Whose fault it is. */
const CAUSE = /DynamoDB|secret|Twilio|too slow/i;

function namesOf(faults: readonly EdgeFault[]): string {
  return faults.map(({ name }) => name).join(' + ');
}
