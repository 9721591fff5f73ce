import { underFormerNames } from '../../lambdas/adapters/former-names.ts';
import { readMindfulEvent } from '../../lambdas/domain/mindful/webhook-event.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { readTaskEvent } from '../../lambdas/domain/task/task-event.ts';
import { lateEvents } from '../../lambdas/runtime/late-events.ts';
import { catchUp } from '../../lambdas/sampling/missed-events.ts';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import type { CallbackRecords, TaskRouterTasks } from '../../lambdas/services.ts';
import { mindfulEvents } from '../../lambdas/steps/events/mindful-events.ts';
import { taskEvents } from '../../lambdas/steps/events/task-events.ts';
import { alice, bob, configuration, NOON_MS, snapshot } from '../support/builders.ts';
import { type AllServices, lambdaContext, services } from '../support/fakes.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';
import { memoryEvents } from '../support/memory-events.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

/** What becomes of one report on its way. */
export type Fate = 'comes' | 'lost' | 'twice' | 'late';
export type SamplerFate = 'runs' | 'skipped' | 'overlaps' | 'dies';

/** The life of one customer's callback, and what happens to the reports of it. */
export interface CustomerPlan {
  callsAfterSeconds: number;
  mindful: 'calls back' | 'forgets' | 'refuses';
  calledAfterDueSeconds: number;
  /** The customer hangs up on the first return call, and is called once more. */
  hangsUpFirst: boolean;
  holdsSeconds: number;
  /** The return call meets the fallback instead of the service. */
  byFallback: boolean;
  transferResultLost: boolean;
  fates: Fate[];
  lateSeconds: number;
}

export interface LifePlan {
  customers: CustomerPlan[];
  samplers: SamplerFate[];
  diesAfterSteps: number;
  /** So much later begins the second of two samplers that overlap. */
  overlapTicks: number;
  asksMindful: boolean;
  deploy: { atMinute: number; renames: boolean };
}

const SECOND_MS = 1000;
const QUOTE_SECONDS = 300;
const customers = [alice, bob];

class Died extends Error {}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await undefined;
}

/** What really happened, as nobody in the service knows it. */
interface Truth {
  callSid: string;
  accepted: boolean;
  registered: boolean;
  answered: boolean;
}

/** Plays one plan with the steps as they are deployed; throws at the first thing that must not be. */
export class CallbackLife {
  readonly #plan: LifePlan;
  readonly #records = new MemoryCallbackRecords();
  readonly #table = memoryTable();
  readonly #handled = memoryEvents();
  readonly #due: { atMs: number; act: () => Promise<void> }[] = [];
  readonly #kept: { atMs: number; json: { event_type: string } }[] = [];
  readonly #truths: Truth[] = [];
  readonly #lost: string[] = [];
  readonly #confirmed = new Set<string>();
  readonly #lostTasks: string[] = [];
  #lossesCounted = 0;
  #caughtUp = 0;
  #hasDied = false;
  #stepsLeft = Number.POSITIVE_INFINITY;
  #nowMs = NOON_MS;
  #sids = 0;
  #all: AllServices;
  #handler: ReturnType<typeof serviceHandler>;

  constructor(plan: LifePlan) {
    this.#plan = plan;
    const first = configuration({ lostCallbackTask: true, returnGraceSeconds: 1800 });
    [this.#all, this.#handler] = this.#deploy(first);
  }

  /** What happened, so that a test can see that something did. */
  async play(): Promise<{ answered: number; lost: number; caughtUp: number }> {
    this.#plan.customers.forEach((plan, index) => void this.#plans(plan, index));
    let minute = 0;
    for (const stepMinutes of [...Array(100).fill(1), ...Array(12).fill(10), ...Array(12).fill(180)]) {
      await this.#until(this.#nowMs + stepMinutes * 60_000);
      if (minute === this.#plan.deploy.atMinute) this.#deployAnew();
      // The first samples of a version begin to read, and a day's end is quiet.
      const fate =
        minute < 3 || minute > 95 ? 'runs' : (this.#plan.samplers[minute % this.#plan.samplers.length] ?? 'runs');
      await this.#sampler(fate);
      minute += 1;
    }
    await this.#check();
    const answered = this.#truths.filter((truth) => truth.answered).length;
    return { answered, lost: this.#lost.length, caughtUp: this.#caughtUp };
  }

  #deploy(configured: Configuration): [AllServices, ReturnType<typeof serviceHandler>] {
    const all = services({
      configuration: configured,
      queueStates: this.#table.queueStates,
      callbacks: underFormerNames(this.#watched(), configured),
      handledEvents: this.#handled,
      callTasks: this.#table.callTasks,
      tasks: this.#taskRouter(),
      nowMs: () => this.#nowMs,
    });
    return [all, serviceHandler(all, () => {})];
  }

  #deployAnew(): void {
    const { configuration: before } = this.#all;
    const queues = before.queues.map((queue) => ({ ...queue, name: 'help', formerNames: ['support'] }));
    const renamed = this.#plan.deploy.renames ? { ...before, queues, defaultQueue: 'help' } : before;
    [this.#all, this.#handler] = this.#deploy(renamed);
  }

  get #queue() {
    const [queue] = this.#all.configuration.queues;
    if (!queue) throw new Error('no queue');
    const widget = { organizationId: 'example', widgetId: 'w', host: 'h', tokenHeader: 'authorization' };
    const callTarget = { ...queue.callTarget, widget: { ...widget, callbackStatus: this.#plan.asksMindful } };
    return { ...queue, callTarget };
  }

  /** Records that die with a sampler, and note what was lost. */
  #watched(): CallbackRecords {
    const dying = <A extends unknown[], R>(work: (...values: A) => Promise<R>) => {
      return async (...values: A): Promise<R> => {
        if (this.#stepsLeft-- <= 0) throw new Died('the sampler died');
        return work(...values);
      };
    };
    const records = this.#records;
    return {
      find: dying((...values) => records.find(...values)),
      request: dying((...values) => records.request(...values)),
      reserveReturn: dying((...values) => records.reserveReturn(...values)),
      listOpen: dying((...values) => records.listOpen(...values)),
      noteLookUp: dying((...values) => records.noteLookUp(...values)),
      claimLoss: dying((...values) => records.claimLoss(...values)),
      closeLoss: dying((...values) => records.closeLoss(...values)),
      claimLostTask: dying((...values) => records.claimLostTask(...values)),
      noteLostTask: dying((...values) => records.noteLostTask(...values)),
      move: dying(async (transition) => {
        const moved = await records.move(transition);
        if (moved && transition.to === 'lost') this.#lost.push(transition.callSid);
        if (moved && transition.to === 'registered') this.#confirmed.add(transition.callSid);
        return moved;
      }),
    };
  }

  #taskRouter(): TaskRouterTasks {
    const refuse = async () => Promise.reject(new Error('must not be asked here'));
    return {
      find: async (_, expression) =>
        this.#lostTasks
          .filter((callSid) => expression.includes(callSid))
          .map((callSid) => ({ sid: `WT-${callSid}`, status: 'pending', createdAtMs: 0, attributes: {}, etag: '' })),
      create: async (_, { attributes }) => {
        this.#lostTasks.push(String(attributes['lost_callback']));
        return `WT-${attributes['lost_callback']}`;
      },
      ...{ listWaiting: refuse, read: async () => undefined, change: refuse },
    };
  }

  #at(seconds: number, act: () => Promise<void>): void {
    this.#due.push({ atMs: this.#nowMs + seconds * SECOND_MS, act });
  }

  async #until(untilMs: number): Promise<void> {
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0];
      if (!next) break;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#table.table.state = {
        ...this.#table.table.state,
        snapshot: snapshot(QUOTE_SECONDS, { sampledAtMs: this.#nowMs }),
      };
      await next.act();
    }
    this.#nowMs = untilMs;
  }

  #plans(plan: CustomerPlan, index: number): void {
    const caller = customers[index] ?? alice;
    const callSid = `CA${String(index + 1).repeat(32)}`;
    const truth: Truth = { callSid, accepted: false, registered: false, answered: false };
    this.#truths.push(truth);
    let reports = 0;
    /** Hands a report on as its fate wants. */
    const report = (send: () => Promise<unknown>) => {
      const fate = plan.fates[reports++ % plan.fates.length] ?? 'comes';
      const deliver = async () => void (await send().catch(() => undefined));
      if (fate === 'lost') return;
      this.#at(fate === 'late' ? plan.lateSeconds : 0, deliver);
      if (fate === 'twice') this.#at(7, deliver);
    };
    const ask = (name: Parameters<typeof signedEvent>[0], form: Record<string, string>, query?: string) =>
      this.#handler(
        signedEvent(name, {
          queue: 'support',
          form: { CallSid: callSid, From: caller, ...form },
          ...(query && { query }),
        }),
        lambdaContext(),
      );
    this.#at(plan.callsAfterSeconds, async () => {
      const { body } = await ask('offer-reply', { Digits: '1' }, `wait=${QUOTE_SECONDS}`);
      truth.accepted = /<Dial/.test(String(body));
      if (!truth.accepted) return;
      report(() =>
        ask('transfer-progress', { CallSid: `CA${'d'.repeat(32)}`, ParentCallSid: callSid, CallStatus: 'in-progress' }),
      );
      const dueMs = this.#nowMs + QUOTE_SECONDS * SECOND_MS;
      if (plan.mindful !== 'refuses') {
        truth.registered = true;
        const createdMs = this.#nowMs + 20 * SECOND_MS;
        const call = { ani: caller.slice(1), phoneNumber: caller, type: 'asap' };
        const times = { createdAt: new Date(createdMs).toISOString(), estimatedFor: new Date(dueMs).toISOString() };
        const json = { data: { event: 'Registered Callback', call: { ...call, ...times } } };
        this.#at(20, async () => report(() => mindfulEvents(readMindfulEvent(json), this.#all)));
      }
      const seconds = plan.mindful === 'refuses' ? '2' : '30';
      if (!plan.transferResultLost)
        this.#at(Number(seconds) + 1, async () => {
          await ask('transfer-result', {
            DialCallStatus: 'completed',
            DialCallDuration: seconds,
            CallStatus: 'in-progress',
          });
        });
      if (plan.mindful === 'calls back')
        this.#at(QUOTE_SECONDS + plan.calledAfterDueSeconds, () =>
          this.#returns(plan, { caller, truth, report, again: false }),
        );
    });
  }

  async #returns(
    plan: CustomerPlan,
    {
      caller,
      truth,
      report,
      again,
    }: { caller: string; truth: Truth; report: (send: () => Promise<unknown>) => void; again: boolean },
  ): Promise<void> {
    const returnSid = `CA${String(++this.#sids).padStart(32, 'e')}`;
    const user = this.#plan.deploy.renames && again ? 'return-support' : this.#queue.callTarget.returnSipUser;
    const form = {
      To: `sip:${user}@x.sip.twilio.com`,
      CallSid: returnSid,
      From: '+13305550100',
      SipDomain: 'x.sip.twilio.com',
    };
    const { body } = plan.byFallback
      ? { body: '' }
      : await this.#handler(
          signedEvent('sip', { form: { ...form, 'SipHeader_x-user-to-user': caller } }),
          lambdaContext(),
        );
    const task = /<Task [^>]*>([^<]*)<\/Task>/.exec(String(body))?.[1];
    const queue = this.#queue.name;
    const attributes: Record<string, unknown> = task
      ? JSON.parse(task.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
      : { queue, fallback: true, callback: { queue }, customerPhone: caller };
    for (const shown of [attributes['customerPhone'], attributes['name']])
      if (shown !== undefined && shown !== caller && shown !== 'Callback')
        throw new Error("another customer's number is shown");
    const taskSid = `WT${String(++this.#sids).padStart(32, '0')}`;
    const happens = (event_type: string, age: number, also: Record<string, string> = {}) => {
      const told = {
        task_sid: taskSid,
        task_age: String(age),
        task_attributes: JSON.stringify({ ...attributes, call_sid: returnSid }),
        ...also,
      };
      const atMs = this.#nowMs;
      this.#kept.push({ atMs, json: { ...{ event_type, event_date_ms: atMs, event_data: told } } });
      const parameters = {
        ...{
          EventType: event_type,
          Timestamp: String(Math.floor(atMs / 1000)),
          TaskSid: taskSid,
          TaskAge: String(age),
        },
        ...{ TaskAttributes: told.task_attributes, TaskCanceledReason: also['task_canceled_reason'] ?? '' },
        ...(also['reservation_sid'] && { ReservationSid: also['reservation_sid'] }),
      };
      report(() => taskEvents(readTaskEvent(parameters), this.#all));
    };
    happens('task.created', 0);
    const hangsUp = plan.hangsUpFirst && !again;
    this.#at(plan.holdsSeconds, async () => {
      if (hangsUp) {
        happens('task.canceled', plan.holdsSeconds, { task_canceled_reason: 'hangup' });
        this.#at(120, () => this.#returns(plan, { caller, truth, report, again: true }));
        return;
      }
      truth.answered = true;
      happens('reservation.accepted', plan.holdsSeconds, {
        reservation_sid: `WR${String(++this.#sids).padStart(32, '0')}`,
      });
    });
  }

  async #sampler(fate: SamplerFate): Promise<void> {
    if (fate === 'skipped') return;
    if (fate === 'dies') {
      this.#hasDied = true;
      this.#stepsLeft = this.#plan.diesAfterSteps;
    }
    const other = fate === 'overlaps' ? ticks(this.#plan.overlapTicks).then(() => this.#sample()) : undefined;
    await Promise.all([this.#sample(), other]);
    this.#stepsLeft = Number.POSITIVE_INFINITY;
  }

  async #sample(): Promise<void> {
    const write = ({ measurements }: { measurements: { name: string; value?: number }[] }) => {
      for (const { name, value = 1 } of measurements) {
        if (name === 'CallbackLost') this.#lossesCounted += value;
        if (name === 'EventsCaughtUp') this.#caughtUp += value;
      }
    };
    const all = { ...this.#all, write };
    const list = async (_: string, { eventType, fromMs, toMs }: { eventType: string; fromMs: number; toMs: number }) =>
      this.#kept
        .filter(({ atMs, json }) => json.event_type === eventType && fromMs <= atMs && atMs < toMs + SECOND_MS)
        .map(({ json }) => json);
    const caught = { ...all, taskRouterEvents: { list }, hasTime: () => true, handle: lateEvents(all, write) };
    try {
      await catchUp(caught);
      // Whatever catching up leaves undone in a dying sampler, nothing comes after its death.
      if (this.#stepsLeft <= 0) return;
      const open = await all.callbacks.listOpen(this.#queue.name);
      const callbackStatus = async (_: unknown, caller: string) => {
        const index = customers.findIndex((customer) => customer === caller);
        const truth = this.#truths[index];
        const isStanding = truth?.registered && !truth.answered;
        return { data: isStanding ? [{ call_request_id: String(index + 1), status: 'pending' }] : [] };
      };
      const history = { hasCredentials: async () => false, endedCalls: async () => ({ data: [] }) };
      const scheduler = { callbackStatus, widgetStatus: async () => ({}), cancelCallback: async () => ({}) };
      await keepPromises([{ ...this.#queue, open }], {
        ...{ ...all, mindfulApi: { ...all.mindfulApi, ...history }, scheduler, hasTime: () => true },
      } as Parameters<typeof keepPromises>[1]);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  }

  async #check(): Promise<void> {
    const answered = new Set(this.#truths.filter((truth) => truth.answered).map(({ callSid }) => callSid));
    for (const callSid of [...this.#lost, ...this.#lostTasks])
      if (answered.has(callSid)) throw new Error(`${callSid} was answered and counts as lost`);
    for (const list of [this.#lost, this.#lostTasks])
      if (new Set(list).size !== list.length) throw new Error('a callback was lost or called twice');
    for (const { callSid, accepted, registered, answered: isAnswered } of this.#truths) {
      const mustBeLost = accepted && registered && !isAnswered && this.#confirmed.has(callSid);
      if (mustBeLost && !this.#lost.includes(callSid)) throw new Error(`${callSid} was forgotten silently`);
      if (mustBeLost && !this.#lostTasks.includes(callSid)) throw new Error(`nobody is asked to call for ${callSid}`);
    }
    if (this.#lossesCounted < this.#lost.length) throw new Error('a loss was not counted');
    if (this.#lossesCounted > this.#lost.length && !this.#hasDied) throw new Error('a loss was counted twice');
    for (const [index, truth] of this.#truths.entries()) {
      const record = await this.#records.find(customers[index] ?? alice, 'support');
      if (truth.answered && record?.callSid === truth.callSid && record.status !== 'answered')
        throw new Error(`an answered callback is ${record.status}`);
    }
  }
}
