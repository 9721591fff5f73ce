import { once } from 'node:events';
import { shiftDate } from '../../local/aws/lambda/virtual-date.ts';
import { playBackground } from './background.ts';
import { calm } from './calm.ts';
import { type Edge, startEdge } from './edge.ts';
import { faultsOf, isCold, type Job } from './jobs.ts';
import { variants } from './variants.ts';
import { type Complaint, complaintOf, type Instance, instanceOf } from './webhooks.ts';
import type { Finding, WorkerOrder, WorkerReport } from './worker-order.ts';

const LANES = 12;
const QUEUES_PER_LANE = 24;
const MOST_PATIENCE_MS = 500;

/** A product that is late is late each time; a busy machine is not. */
const TRIES_ALONE = 3;
const MOST_WARM_UPS = 10;

let instances = 0;

const [{ bundles, jobs, speed, background }] = (await once(process, 'message')) as [WorkerOrder];
const startedMs = Date.now();
shiftDate(() => startedMs + Math.round(performance.now() * speed));
process.send?.(background ? await workInBackground(background) : await work());

async function workInBackground(part: { index: number; of: number }): Promise<WorkerReport> {
  const edge = await startEdge(bundles, ['sales', 'support', 'billing']);
  const report = await playBackground(edge, part);
  await edge.stop();
  return report;
}

async function work(): Promise<WorkerReport> {
  const queues = Array.from({ length: LANES * QUEUES_PER_LANE }, (_, index) => `q${index}`);
  const edge = await startEdge(bundles, queues);
  const report: WorkerReport = { requests: 0, again: 0, findings: [] };
  const again: { job: Job; index: number }[] = [];
  const waiting = jobs.values();
  const workOn = async (warm: Instance, own: readonly string[]) => {
    let turn = 0;
    for (const job of waiting) {
      const instance = isCold(job) ? coldInstance(edge, job) : warm;
      for (let index = job.fromVariant; index < job.toVariant; index += 1) {
        await calm(MOST_PATIENCE_MS);
        turn += 1;
        report.requests += 1;
        const complaint = await send(edge, instance, { job, index, queue: own[turn % own.length] ?? '' });
        if (complaint && mayBeTheMachines(complaint, job)) again.push({ job, index });
        else if (complaint) report.findings.push(finding(job, index, complaint));
      }
    }
  };
  // One after the other: a function that starts among others gets too little of the processor to read its secrets.
  const lanes: Instance[] = [];
  for (let lane = 0; lane < LANES; lane += 1)
    lanes.push(await warmInstance(edge, `lane-${lane}`, queues[lane * QUEUES_PER_LANE] ?? ''));
  const queuesOf = (lane: number) => queues.slice(lane * QUEUES_PER_LANE, (lane + 1) * QUEUES_PER_LANE);
  await Promise.all(lanes.map((instance, lane) => workOn(instance, queuesOf(lane))));
  const alone = await warmInstance(edge, 'alone', queues[0] ?? '');
  for (const { job, index } of again) {
    report.again += 1;
    const complaint = await sendAlone(edge, alone, { job, index, queue: queues[report.again % queues.length] ?? '' });
    if (complaint) report.findings.push(finding(job, index, complaint));
  }
  await edge.stop();
  return report;
}

async function sendAlone(
  edge: Edge,
  alone: Instance,
  what: { job: Job; index: number; queue: string },
): Promise<Complaint | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const instance = isCold(what.job) ? coldInstance(edge, what.job) : alone;
    await instance.functions[variants[what.index]?.route.function ?? 'voice']();
    const complaint = await send(edge, instance, what);
    if (!complaint || !mayBeTheMachines(complaint, what.job) || attempt === TRIES_ALONE) return complaint;
  }
}

/** On a busy machine an answer is late, and a function that has just started reads its secrets in part. */
function mayBeTheMachines({ kind }: Complaint, job: Job): boolean {
  return kind === 'late' || isCold(job);
}

/** One that has answered each of its routes' guards before, so that it knows what the secrets hold. */
async function warmInstance(edge: Edge, name: string, queue: string): Promise<Instance> {
  const instance = instanceOf(edge, edge.proxy.lane(name));
  const guards = new Map(variants.map((variant) => [`${variant.route.function} ${variant.route.guard}`, variant]));
  for (const variant of guards.values()) {
    for (
      let attempt = 1;
      (await complaintOf(edge, instance, { variant, faults: [], queue }))?.kind === 'wrong';
      attempt += 1
    )
      if (attempt === MOST_WARM_UPS) throw new Error(`${variant.name} is answered wrongly without a fault`);
  }
  return instance;
}

function coldInstance(edge: Edge, job: Job): Instance {
  instances += 1;
  const lane = edge.proxy.lane(`cold-${instances}`);
  lane.set(faultsOf(job).filter(({ cold }) => cold));
  return instanceOf(edge, lane);
}

async function send(
  edge: Edge,
  instance: Instance,
  { job, index, queue }: { job: Job; index: number; queue: string },
): Promise<Complaint | undefined> {
  const variant = variants[index];
  if (!variant) throw new Error(`no variant ${index}`);
  return complaintOf(edge, instance, { variant, faults: faultsOf(job), queue });
}

function finding(job: Job, index: number, { text }: Complaint): Finding {
  const faults = faultsOf(job).map(({ name }) => name);
  return { variant: variants[index]?.name ?? '', faults: faults.join(' + '), complaint: text };
}
