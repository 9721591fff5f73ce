import {
  type CallbackRecord,
  type CallbackStatus,
  type CallbackTransition,
  dueAtMs,
  isWaitingAtHome,
  newCallbackRecord,
} from '../../lambdas/domain/callback/callback-record.ts';
import type { PhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import type { CallbackRecords, Task, TaskRouterTasks } from '../../lambdas/services.ts';
import { alice, bob, NOON_MS, queueConfig } from './builders.ts';
import { fc } from './properties.ts';

const GRACE_SECONDS = 900;
const callers = [alice, bob];

/** What happens next, in any order and as often as it likes: that is what webhooks do. */
export type Happening =
  | { kind: 'accepts'; caller: number; call: number }
  | { kind: 'moves'; caller: number; call: number; to: Exclude<CallbackTransition, 'expired' | 'lost'>; other: number }
  | { kind: 'time'; seconds: number }
  | { kind: 'sample'; breaksOff: 'never' | 'before the report is closed' | 'after a task was made' };

const caller = fc.nat({ max: callers.length - 1 });
const call = fc.nat({ max: 2 });

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('accepts' as const), caller, call }) },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('moves' as const),
        caller,
        call,
        to: fc.constantFrom(
          ...(['transferred', 'asked', 'in-doubt', 'registered', 'returned', 'answered'] as const),
          ...(['abandoned', 'cancelled', 'refused', 'chose-hold', 'no-answer', 'called-off'] as const),
        ),
        other: fc.nat({ max: 1 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('time' as const), seconds: fc.constantFrom(1, 60, 700, 3600, 8000) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('sample' as const),
        breaksOff: fc.constantFrom('never', 'before the report is closed', 'after a task was made'),
      }),
    },
  ) as fc.Arbitrary<Happening>,
  { minLength: 5, maxLength: 40 },
);

/** Where a callback may come from, as docs/architecture.md draws it; written down here once more on purpose. */
const allowed: Record<CallbackStatus, readonly CallbackStatus[]> = {
  requested: [],
  transferred: ['requested', 'cancelled'],
  asked: ['requested', 'transferred', 'refused', 'cancelled'],
  'in-doubt': ['asked'],
  registered: ['requested', 'transferred', 'asked', 'refused', 'cancelled', 'expired'],
  returned: ['requested', 'transferred', 'asked', 'in-doubt', 'registered', 'abandoned', 'no-answer', 'lost'],
  answered: [
    ...(['requested', 'transferred', 'asked', 'in-doubt', 'registered', 'returned'] as const),
    ...(['abandoned', 'no-answer', 'lost'] as const),
  ],
  cancelled: ['requested'],
  refused: ['requested', 'transferred', 'asked', 'in-doubt'],
  'chose-hold': ['requested', 'transferred', 'registered'],
  abandoned: ['returned'],
  expired: ['requested', 'transferred', 'asked', 'in-doubt', 'returned'],
  'no-answer': ['registered'],
  'called-off': ['requested', 'transferred', 'in-doubt', 'registered'],
  lost: ['registered'],
};

/** One random life of a queue's callbacks, with everything that must never be checked at every step. */
export class CallbackJourney {
  readonly #records: CallbackRecords;
  readonly #queue = queueConfig({ lostCallbackTask: true, returnGraceSeconds: GRACE_SECONDS });
  readonly #name: string;
  readonly #tasks = new Map<string, number>();
  readonly #reports = new Map<string, number>();
  readonly #lost = new Set<string>();
  readonly #cameBack = new Set<string>();
  /** Calls that are over for so long that a later call has had a callback of its own. */
  readonly #past = new Set<string>();
  #nowMs = NOON_MS;
  #brokeOff = false;
  #tasksBreak = false;

  constructor(records: CallbackRecords, name = 'support') {
    this.#records = records;
    this.#name = name;
  }

  /** Throws at the first thing that must not be. */
  async run(journey: Happening[]): Promise<void> {
    for (const happening of journey) {
      const before = await this.records();
      await this.#happen(happening);
      this.#check(before, await this.records());
    }
    this.#nowMs += 60_000;
    const before = await this.records();
    await this.#sample('never');
    this.#check(before, await this.records());
    this.#checkLosses();
  }

  async records(): Promise<(CallbackRecord | undefined)[]> {
    return Promise.all(callers.map((number) => this.#records.find(number, this.#name)));
  }

  async #happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'time':
        this.#nowMs += happening.seconds * 1000;
        return;
      case 'sample':
        return this.#sample(happening.breaksOff);
      case 'accepts': {
        if (this.#past.has(this.#keysOf(happening).callSid)) return;
        const accepted = { ...this.#keysOf(happening), quotedWaitSeconds: 600 };
        await this.#records.request(newCallbackRecord(accepted, this.#nowMs), this.#nowMs);
        return;
      }
      case 'moves': {
        const { to, other } = happening;
        const details = {
          ...((to === 'returned' || to === 'abandoned') && { returnCallSid: `CA-return-${other}` }),
          ...(to === 'registered' && { dueAtMs: this.#nowMs + 600_000 }),
        };
        await this.#records.move({ ...this.#keysOf(happening), to, nowMs: this.#nowMs, ...details });
      }
    }
  }

  #keysOf(happening: { caller: number; call: number }): { caller: PhoneNumber; queue: string; callSid: string } {
    const number = callers[happening.caller];
    if (!number) throw new Error('no such caller');
    return { caller: number, queue: this.#name, callSid: `CA-${happening.caller}-${happening.call}` };
  }

  async #sample(breaksOff: (Happening & { kind: 'sample' })['breaksOff']): Promise<void> {
    this.#tasksBreak = breaksOff === 'after a task was made';
    if (breaksOff !== 'never') this.#brokeOff = true;
    let counted = 0;
    let heard = 0;
    const closeLoss: CallbackRecords['closeLoss'] = async (record, closing) => {
      const known = await this.#records.find(record.caller, record.queue);
      if (known?.status === 'lost' && isUnreported(known)) {
        heard += 1;
        this.#reports.set(record.callSid, (this.#reports.get(record.callSid) ?? 0) + 1);
      }
      if (breaksOff === 'before the report is closed') throw new Error('the sample broke off');
      return this.#records.closeLoss(record, closing);
    };
    await keepPromises([{ ...this.#queue, open: await this.#records.listOpen(this.#name) }], {
      callbacks: withOther(this.#records, { closeLoss }),
      scheduler: { widgetStatus: refuse, callbackStatus: refuse, cancelCallback: refuse },
      mindfulApi: { hasCredentials: async () => false, endedCalls: refuse },
      tasks: this.#taskRouter(),
      nowMs: () => this.#nowMs,
      write: ({ measurements }) => {
        counted += measurements.find(({ name }) => name === 'CallbackLost')?.value ?? 0;
      },
      warn: () => undefined,
      hasTime: () => true,
    });
    if (counted !== heard) throw new Error(`${heard} are lost, ${counted} were counted`);
  }

  #taskRouter(): TaskRouterTasks {
    return {
      find: async (_, expression) => {
        const callSid = /"(.*)"/.exec(expression)?.[1] ?? '';
        return this.#tasks.has(callSid) ? [taskOf(callSid)] : [];
      },
      create: async (_, { attributes }) => {
        const callSid = String(attributes['lost_callback']);
        this.#tasks.set(callSid, (this.#tasks.get(callSid) ?? 0) + 1);
        if (this.#tasksBreak) throw new Error('the answer was lost');
        return taskOf(callSid).sid;
      },
      listWaiting: refuse,
      read: refuse,
      change: refuse,
    };
  }

  #check(before: (CallbackRecord | undefined)[], after: (CallbackRecord | undefined)[]): void {
    for (const [index, record] of after.entries()) {
      const old = before[index];
      if (!record) {
        if (old) throw new Error('a record vanished');
        continue;
      }
      if (record.status === 'lost') this.#lost.add(record.callSid);
      if (old?.status === 'lost' && record.status !== 'lost') this.#cameBack.add(record.callSid);
      if (old && old.callSid !== record.callSid) this.#checkReplacement(old);
      else if (old && old.status !== record.status) this.#checkMove(old, record);
      else if (!old && record.status !== 'requested') throw new Error(`a record began as ${record.status}`);
    }
  }

  #checkReplacement(old: CallbackRecord): void {
    this.#past.add(old.callSid);
    if (isWaitingAtHome(old, this.#nowMs)) throw new Error(`a second callback replaced one that was ${old.status}`);
    if (old.status === 'lost' && isUnreported(old)) throw new Error('a loss was forgotten before anybody heard of it');
    if (old.status === 'lost' && !this.#tasks.has(old.callSid))
      throw new Error('a loss was forgotten before it had a task');
  }

  #checkMove(old: CallbackRecord, record: CallbackRecord): void {
    if (!allowed[record.status].includes(old.status)) throw new Error(`${old.status} became ${record.status}`);
    if (record.status === 'lost' && this.#nowMs <= dueAtMs(old) + GRACE_SECONDS * 1000) {
      throw new Error('a callback was lost before its time');
    }
  }

  /**
   * Everybody who is lost was reported and has one task, or came back before there was one; without a break-off, each was
   * reported once.
   */
  #checkLosses(): void {
    for (const callSid of this.#lost) {
      const reports = this.#reports.get(callSid) ?? 0;
      if (reports === 0 && !this.#cameBack.has(callSid)) throw new Error('a callback was lost silently');
      if (reports > 1 && !this.#brokeOff) throw new Error(`a loss was reported ${reports} times`);
      const least = this.#cameBack.has(callSid) ? 0 : 1;
      const tasks = this.#tasks.get(callSid) ?? 0;
      if (tasks > 1 || tasks < least) throw new Error(`a loss has ${tasks} tasks`);
    }
    for (const callSid of this.#tasks.keys()) if (!this.#lost.has(callSid)) throw new Error('a task without a loss');
  }

  /** Who waits at home, by the records themselves and by the list that the sampler counts. */
  async openCounts(): Promise<[truth: number, listed: number]> {
    const waiting = (record: CallbackRecord | undefined) => record && isWaitingAtHome(record, this.#nowMs);
    const listed = await this.#records.listOpen(this.#name);
    return [(await this.records()).filter(waiting).length, listed.filter(waiting).length];
  }
}

function taskOf(callSid: string): Task {
  return { sid: `WT-${callSid}`, status: 'pending', createdAtMs: 0, attributes: {}, etag: undefined };
}

function withOther(records: CallbackRecords, other: Partial<CallbackRecords>): CallbackRecords {
  return {
    find: (...args) => records.find(...args),
    request: (...args) => records.request(...args),
    move: (...args) => records.move(...args),
    reserveReturn: (...args) => records.reserveReturn(...args),
    listOpen: (...args) => records.listOpen(...args),
    noteLookUp: (...args) => records.noteLookUp(...args),
    claimLoss: (...args) => records.claimLoss(...args),
    closeLoss: (...args) => records.closeLoss(...args),
    claimLostTask: (...args) => records.claimLostTask(...args),
    noteLostTask: (...args) => records.noteLostTask(...args),
    ...other,
  };
}

function isUnreported({ lossReportedAtMs }: CallbackRecord): boolean {
  return lossReportedAtMs === undefined;
}

async function refuse(): Promise<never> {
  throw new Error('must not be asked here');
}
