import type { LambdaFunction } from '../../local/aws/lambda/lambda-function.ts';
import { scheduledEvent } from '../../local/aws/lambda/scheduled-event.ts';
import { calm } from './calm.ts';
import type { Edge } from './edge.ts';
import { type EdgeFault, faultPairs, singleFaults } from './edge-faults.ts';
import type { Lane } from './fault-proxy.ts';
import type { WorkerReport } from './worker-order.ts';

/** Functions that nobody waits for, side by side: most of them wait for something that hangs. */
const AT_ONCE = 24;
const MOST_PATIENCE_MS = 30_000;

/** What fails is played by itself: a busy machine is slow now and then, a product that fails does so each time. */
const TRIES_ALONE = 3;

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
  const works: Work[] = [
    ...deployed.map((faults) => ({ variant: 'provisioner', faults, play: deploy })),
    ...sampled.map((faults) => ({ variant: 'sampler', faults, play: sample })),
  ].filter((_, index) => index % part.of === part.index);
  const complaintOf = async ({ faults, play }: Work, warm: Instances) => {
    const instances = faults.some(({ cold }) => cold) ? await Instances.open(edge) : warm;
    return play(edge, instances, { faults, report });
  };
  const failed: Work[] = [];
  const waiting = works.values();
  const workOn = async () => {
    const warm = await Instances.open(edge);
    for (const work of waiting) if (await complaintOf(work, warm)) failed.push(work);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOn));
  const alone = await Instances.open(edge);
  for (const work of failed) {
    report.again += 1;
    let complaint: string | undefined;
    for (let attempt = 0; attempt === 0 || (complaint && attempt < TRIES_ALONE); attempt += 1)
      complaint = await complaintOf(work, alone);
    const faults = work.faults.map(({ name }) => name).join(' + ');
    if (complaint) report.findings.push({ variant: work.variant, faults, complaint });
  }
  return report;
}

interface Work {
  variant: string;
  faults: readonly EdgeFault[];
  /** What is wrong with how it went. */
  play(edge: Edge, instances: Instances, behind: Behind): Promise<string | undefined>;
}

let lanes = 0;

/** A sampler and a provisioner that have been at work before, or not yet. */
class Instances {
  readonly lane: Lane;
  readonly #edge: Edge;
  readonly #started = new Map<string, Promise<LambdaFunction>>();

  constructor(edge: Edge, lane: Lane) {
    this.#edge = edge;
    this.lane = lane;
  }

  static async open(edge: Edge): Promise<Instances> {
    lanes += 1;
    return new Instances(edge, await edge.proxy.laneWithTable(`background-${lanes}`));
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
async function sample(edge: Edge, instances: Instances, { faults, report }: Behind): Promise<string | undefined> {
  const { lane } = instances;
  const lambda = await instances.of('sampler');
  const queueStates = edge.queueStatesOf(lane);
  const run = async (during: readonly EdgeFault[]) => {
    report.requests += 1;
    await calm(MOST_PATIENCE_MS);
    const startedMs = Date.now();
    lane.set(during);
    const { kind } = await edge.logs.during(lane.name, () => lambda.invoke(scheduledEvent(startedMs)));
    lane.set([]);
    const isFresh = async ({ name }: { name: string }) =>
      ((await queueStates.readNow(name)).snapshot?.sampledAtMs ?? 0) >= startedMs;
    const fresh = await Promise.all(edge.configuration.queues.map(isFresh));
    return { kind, areFresh: fresh.every(Boolean) };
  };
  const isOfOthers = faults.every(({ party }) => party === 'taskrouter' || party === 'mindful');
  const first = await run(faults);
  if (first.kind === 'timeout') return 'Lambda had to end the sample';
  if (isOfOthers && first.kind !== 'result') return 'the sample failed';
  if (isOfOthers && !first.areFresh) return 'a queue has no fresh snapshot';
  const next = await run([]);
  if (next.kind !== 'result') return `the next sample, without a fault, ended with ${next.kind}`;
  return next.areFresh ? undefined : 'the next sample, without a fault, left a queue as it was';
}

/**
 * CloudFormation always hears how it went, before the time is over, and of a failure also why. Without the fault the same request
 * succeeds, whatever was done before.
 */
async function deploy(edge: Edge, instances: Instances, { faults, report }: Behind): Promise<string | undefined> {
  const { lane } = instances;
  const lambda = await instances.of('provisioner');
  lane.answers.length = 0;
  edge.openAccount(lane.name);
  const run = async (RequestType: string, during: readonly EdgeFault[]) => {
    report.requests += 1;
    await calm(MOST_PATIENCE_MS);
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
      if (kind !== 'result' || heard !== runs) return `${when}: CloudFormation heard nothing (${kind})`;
      const isExcused = during.length > 0 ? CAUSE : pretends(faults) ? NOT_KNOWN_AS_OWN : undefined;
      if (answer?.Status !== 'SUCCESS' && !isExcused?.test(answer?.Reason ?? ''))
        return `${when}: ${answer?.Status} ${answer?.Reason}`;
    }
  }
  return undefined;
}

/** Whose fault it is. */
const CAUSE = /DynamoDB|secret|Twilio|too slow/i;
const NOT_KNOWN_AS_OWN = /was not made by this deployment/;

/** Of what a table only pretends to have noted, nobody knows afterwards whose it is: it is left alone, and named. */
function pretends(faults: readonly EdgeFault[]): boolean {
  return faults.some(({ name }) =>
    /^dynamodb (nothing|null|empty|list|condition failed) (always|on writes)$/.test(name),
  );
}
