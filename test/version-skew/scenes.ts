import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { defaultAuthToken } from '../../local/contact-centre.ts';
import { Actor } from '../../local/demo/actor.ts';
import type { BehaviourName, MindfulSettings } from '../../local/mindful/settings.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import type { FaultName } from '../../local/world/faults/faults.ts';

/** A kind of call, as it is played to be recorded. Each scene has a contact centre of its own. */
export interface Scene {
  policy?: object;
  callTarget?: object;
  play(floor: Floor): Promise<void>;
}

const QUEUE = '+14155550100';
const RETURN_NUMBER = '+14155550109';
const MINDFUL = '+13305550100';

/** Invented numbers, a new one for each caller of a scene. */
export class Floor extends Actor {
  #callers = 0;

  async dials(from = this.newNumber(), to = QUEUE): Promise<CallRecord> {
    const call = this.centre.twilio.call({ from, to });
    await this.centre.clock.settle();
    return call;
  }

  newNumber(): string {
    this.#callers += 1;
    return `+120255501${String(this.#callers).padStart(2, '0')}`;
  }

  async waits(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 1) await this.centre.clock.advance(1);
  }

  async mindful(behaviour: BehaviourName, settings: Partial<MindfulSettings> = {}): Promise<void> {
    this.centre.mindful.change({ behaviour, ...settings });
  }

  fault(name: FaultName, on = true): void {
    this.centre.faults.set(name, on);
  }

  /** Somebody who was asked before the queue, and presses this. */
  async isAsked(digits?: string, waitSeconds = 421): Promise<CallRecord> {
    await this.wait(waitSeconds);
    const call = await this.dials();
    await this.hears(call, /press 1/);
    if (digits !== undefined) await this.press(call, digits);
    return call;
  }

  async accepts(): Promise<CallRecord> {
    const call = await this.isAsked('1');
    await this.reaches(call, /^ended$/);
    return call;
  }

  /** Somebody who holds although the wait has become long. */
  async holds(): Promise<CallRecord> {
    await this.wait(60);
    const call = await this.dials();
    await this.reaches(call, /^holding/);
    await this.wait(900);
    return call;
  }

  async isAskedOnHold(digits: string): Promise<CallRecord> {
    const call = await this.holds();
    await this.hears(call, /Instead of holding/);
    await this.press(call, digits);
    return call;
  }

  /** A call from Mindful's network to the SIP domain. */
  async sip(user: string, customer: string): Promise<CallRecord> {
    const answer = this.centre.twilio.sipCall({
      to: `sip:${user}@local.sip.twilio.com`,
      from: `sip:${MINDFUL}@54.165.17.177`,
      sourceIp: '54.165.17.177',
      headers: { 'x-user-to-user': customer },
    });
    if ('refused' in answer) throw new Error(`the SIP domain refused Mindful: ${answer.refused}`);
    await this.centre.clock.settle();
    const call = this.centre.twilio.get(answer.callSid);
    if (!call) throw new Error('the call is gone');
    return call;
  }

  async served(call: CallRecord): Promise<void> {
    await this.agents(1);
    await this.reaches(call, /^(ended|talking)/);
    await this.reaches(call, /^ended$/);
    await this.agents(0);
  }

  /** What Studio asks: the decision, and then the transfer. */
  async asksForDecision(method: 'GET' | 'POST', from: string): Promise<void> {
    const form = { From: from };
    const path = `/queues/support/wait-time${method === 'GET' ? `?${new URLSearchParams(form)}` : ''}`;
    await this.sends(method, path, method === 'GET' ? {} : form);
  }

  /** A signed request beside the simulated calls, as a Studio flow makes it. */
  async sends(method: 'GET' | 'POST', target: string, form: Record<string, string>): Promise<void> {
    const signature = getExpectedTwilioSignature(defaultAuthToken, `https://localhost${target}`, form);
    await fetch(`${this.centre.url}${target}`, {
      method,
      headers: { 'x-twilio-signature': signature },
      ...(method === 'POST' && { body: new URLSearchParams(form) }),
    });
  }

  returns(): CallRecord[] {
    return this.centre.twilio.list().filter(({ to }) => to.startsWith('sip:return-'));
  }

  async isReturned(): Promise<CallRecord> {
    const before = this.returns().length;
    await this.until('is called back', () => this.returns().length > before);
    return this.returns().at(-1) as CallRecord;
  }
}

const onHold = { inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 2 } };
const never = { inQueueOffer: { afterSeconds: 60, everySeconds: 600, atMost: 0 } };
const widget = { organizationId: 'example', widgetId: 'widget-support' };
const shut = { timeZone: 'America/New_York', weekly: { sunday: ['03:00-03:01'] } };

/** One call, which Mindful hands back to the queue by REFER. */
export function handedBack(behaviour: 'maximum-reached' | 'choose-hold'): Scene {
  return {
    policy: never,
    async play(floor) {
      await floor.mindful(behaviour);
      const call = await floor.isAsked('1');
      await floor.reaches(call, /^holding/);
      await floor.served(call);
    },
  };
}

export const scenes: Record<string, Scene> = {
  'asked before the queue': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 200 });
      await floor.accepts();
      const back = await floor.isReturned();
      await floor.waits(100);
      await floor.served(back);
      const wrong = await floor.isAsked('7');
      await floor.hears(wrong, /not one of the choices/);
      await floor.press(wrong, '2');
      await floor.served(wrong);
      const silent = await floor.isAsked();
      await floor.reaches(silent, /^holding/);
      await floor.centre.twilio.hangUp(silent.callSid);
      await floor.centre.clock.settle();
    },
  },
  'asked with a range, by the sampled wait': {
    policy: never,
    async play(floor) {
      await floor.agents(2);
      floor.centre.floors.get('support')?.change({ handleSeconds: 240 });
      const keys = ['2', '72', '1', '2'];
      const callers: CallRecord[] = [];
      for (let caller = 0; caller < 12; caller += 1) {
        const call = await floor.dials();
        callers.push(call);
        await floor.waits(2);
        const isOffered = call.where === 'choosing';
        for (const key of isOffered ? (keys[caller % keys.length] ?? '') : '') {
          await floor.press(call, key);
          await floor.waits(3);
        }
        await floor.waits(18);
      }
      await floor.waits(200);
      for (const call of callers) floor.centre.twilio.hangUp(call.callSid);
      await floor.waits(30);
    },
  },
  'asked on hold': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 200 });
      const accepted = await floor.isAskedOnHold('1');
      await floor.reaches(accepted, /^ended$/);
      const declined = await floor.isAskedOnHold('5');
      await floor.hears(declined, /Instead of holding/);
      await floor.waits(40);
      await floor.press(declined, '1');
      await floor.waits(100);
      await floor.served(declined).catch(() => undefined);
      const left = await floor.isAskedOnHold('5');
      floor.centre.twilio.hangUp(left.callSid);
      await floor.centre.clock.settle();
    },
  },
  'a callback that is pending': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 2000 });
      const accepted = await floor.accepts();
      await floor.wait(421);
      const again = await floor.dials(accepted.from);
      await floor.waits(100);
      floor.centre.twilio.hangUp(again.callSid);
      await floor.waits(5);
    },
  },
  'refused by Mindful, and tried again': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('busy');
      const first = await floor.isAsked();
      const second = await floor.isAsked();
      await floor.press(first, '1');
      await floor.hears(first, /could not arrange/);
      await floor.press(second, '1');
      await floor.hears(second, /could not arrange/);
      const third = await floor.dials();
      await floor.reaches(third, /^holding/);
      await floor.waits(70);
      const probe = await floor.isAsked();
      const other = await floor.isAsked();
      await floor.press(probe, '1');
      await floor.press(other, '1');
      await floor.hears(probe, /could not arrange/);
      await floor.waits(70);
      await floor.mindful('normal');
      const lucky = await floor.isAsked('1');
      await floor.reaches(lucky, /^ended$/);
      for (const call of [first, second, third, probe, other]) floor.centre.twilio.hangUp(call.callSid);
      await floor.centre.clock.settle();
    },
  },
  'refused after an acceptance on hold': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('answers-and-hangs-up');
      const call = await floor.isAskedOnHold('1');
      await floor.hears(call, /could not arrange/);
      await floor.reaches(call, /^holding/);
      await floor.waits(10);
      await floor.served(call);
      const refused = await floor.isAskedOnHold('1').catch(() => undefined);
      if (refused) await floor.waits(60);
    },
  },
  'hung up while Mindful rings': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('unreachable');
      const call = await floor.isAsked('1');
      await floor.reaches(call, /calling Mindful/);
      floor.centre.twilio.hangUp(call.callSid);
      await floor.waits(5);
      await floor.mindful('normal');
      const early = await floor.isAsked('1');
      await floor.reaches(early, /^at Mindful/);
      await floor.waits(2);
      floor.centre.twilio.hangUp(early.callSid);
      await floor.waits(5);
    },
  },
  'handed back by REFER': {
    policy: never,
    async play(floor) {
      for (const behaviour of ['maximum-reached', 'choose-hold'] as const) await handedBack(behaviour).play(floor);
      await floor.mindful('normal');
      for (const target of ['sip:return-support@local.sip.twilio.com', 'sip:nobody@example.com']) {
        const call = await floor.isAsked('1');
        await floor.reaches(call, /^at Mindful/);
        await floor.waits(5);
        floor.centre.twilio.refer(call.callSid, target);
        await floor.reaches(call, /^holding/);
        await floor.served(call);
      }
    },
  },
  'sent to hold by SIP': {
    policy: never,
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 2000 });
      const customer = await floor.accepts();
      const call = await floor.sip('hold-support', customer.from);
      await floor.reaches(call, /^holding/);
      await floor.waits(40);
      await floor.served(call);
    },
  },
  'a return call that Mindful cannot prove by SIP': {
    policy: never,
    async play(floor) {
      const stranger = await floor.sip('return-support', floor.newNumber());
      await floor.waits(40);
      await floor.served(stranger);
      const nobody = await floor.sip('return-support', 'not a number');
      await floor.waits(40);
      await floor.served(nobody);
    },
  },
  'a return call to a plain number': {
    policy: never,
    async play(floor) {
      await floor.mindful('forgets', { callbackAfterSeconds: 300 });
      await floor.accepts();
      const own = await floor.accepts();
      await floor.waits(240);
      const byMindful = await floor.dials(MINDFUL, RETURN_NUMBER);
      await floor.waits(40);
      floor.centre.twilio.hangUp(byMindful.callSid);
      await floor.waits(5);
      const byCustomer = await floor.dials(own.from, RETURN_NUMBER);
      await floor.waits(40);
      await floor.served(byCustomer);
      const stranger = await floor.dials(floor.newNumber(), RETURN_NUMBER);
      await floor.waits(40);
      await floor.served(stranger);
    },
  },
  'a customer who hangs up on the return call': {
    policy: never,
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 200, retries: 1, retryAfterSeconds: 120 });
      await floor.accepts();
      const first = await floor.isReturned();
      await floor.waits(30);
      floor.centre.twilio.hangUp(first.callSid);
      await floor.waits(5);
      const second = await floor.isReturned();
      await floor.waits(30);
      await floor.served(second);
    },
  },
  'a return call while the table is away': {
    policy: never,
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 200 });
      await floor.accepts();
      await floor.waits(120);
      floor.fault('dynamodb-down');
      const back = await floor.isReturned();
      await floor.waits(5);
      floor.fault('dynamodb-down', false);
      await floor.waits(40);
      await floor.served(back);
    },
  },
  'tasks given up': {
    policy: { ...never, taskTimeoutSeconds: 600 },
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 300 });
      await floor.wait(60);
      const ordinary = await floor.dials();
      await floor.accepts();
      const back = await floor.isReturned();
      await floor.wait(60);
      await floor.waits(720);
      await floor.served(back);
      await floor.served(ordinary);
    },
  },
  'faults of the queue': {
    policy: onHold,
    async play(floor) {
      for (const name of ['queue-error', 'queue-system-error', 'queue-full'] as const) {
        floor.fault(name);
        await floor.wait(60);
        const call = await floor.dials();
        await floor.reaches(call, /^holding/);
        await floor.waits(40);
        floor.centre.twilio.hangUp(call.callSid);
        await floor.centre.clock.settle();
        floor.fault(name, false);
      }
      floor.fault('queue-full');
      for (const key of ['2', '1']) {
        const asked = await floor.isAsked('2');
        await floor.until('is asked once more', () => asked.where === 'choosing');
        await floor.press(asked, key);
        await floor.waits(60);
        floor.centre.twilio.hangUp(asked.callSid);
      }
      const back = await floor.sip('return-support', floor.newNumber());
      await floor.reaches(back, /^holding/);
      await floor.waits(40);
      floor.fault('queue-full', false);
      await floor.served(back);
    },
  },
  'outside opening hours': {
    policy: { openingHours: shut, whenClosed: { kind: 'say' } },
    async play(floor) {
      const call = await floor.dials();
      await floor.reaches(call, /^ended$/);
    },
  },
  'handed to Mindful at once': {
    policy: { ...never, offers: 'transfer' },
    async play(floor) {
      await floor.wait(421);
      const call = await floor.dials();
      await floor.reaches(call, /^ended$/);
    },
  },
  'a withheld number': {
    policy: onHold,
    async play(floor) {
      await floor.wait(421);
      const call = await floor.dials('anonymous');
      await floor.waits(60);
      await floor.served(call);
    },
  },
  'a place in line': {
    policy: { ...onHold, returnOrder: 'place', placeCapSeconds: 600 },
    async play(floor) {
      await floor.mindful('normal', { callbackAfterSeconds: 200 });
      await floor.accepts();
      const back = await floor.isReturned();
      await floor.waits(40);
      await floor.served(back);
      floor.fault('leave-keeps-task');
      const left = await floor.isAskedOnHold('1');
      await floor.reaches(left, /^ended$/);
      await floor.waits(5);
    },
  },
  'an operator’s change': {
    policy: onHold,
    async play(floor) {
      await floor.wait(421);
      const nowMs = floor.centre.clock.nowMs();
      const change = { policy: { announcement: 'Our lines are busy today.' }, by: 'ann', why: 'storm' };
      const untilMs = nowMs + 300_000;
      const changes = [{ kind: 'set' as const, atMs: nowMs, ...change, untilMs }];
      await floor.centre.policies.putOperator('support', { ...change, untilMs, changes });
      await floor.waits(6);
      const call = await floor.isAsked('2');
      await floor.waits(60);
      floor.centre.twilio.hangUp(call.callSid);
      const off = { ...change, policy: { offers: 'off' as const } };
      await floor.centre.policies.putOperator('support', { ...off, untilMs, changes });
      await floor.waits(70);
      await floor.wait(421);
      const none = await floor.dials();
      await floor.waits(70);
      floor.centre.twilio.hangUp(none.callSid);
    },
  },
  'a callback that never comes': {
    policy: { ...never, lostCallbackTask: true, returnGraceSeconds: 300 },
    callTarget: { widget, id: '4711' },
    async play(floor) {
      await floor.mindful('forgets', { callbackAfterSeconds: 200 });
      await floor.accepts();
      await floor.waits(460);
      floor.fault('taskrouter-down');
      await floor.waits(160);
      floor.fault('taskrouter-down', false);
      await floor.waits(70);
      await floor.agents(1);
      await floor.waits(120);
    },
  },
  'a callback that nobody confirms': {
    policy: never,
    async play(floor) {
      await floor.mindful('forgets', { webhook: 'off' });
      await floor.accepts();
      for (let minute = 0; minute < 130; minute += 1) await floor.centre.clock.advance(60);
      await floor.dials();
    },
  },
  'a callback that Mindful is asked about': {
    policy: never,
    callTarget: { widget: { ...widget, callbackStatus: true }, agentAnswer: true },
    async play(floor) {
      await floor.mindful('normal', { webhook: 'off', callbackAfterSeconds: 300, waitsForAgentAnswer: true });
      await floor.accepts();
      const back = await floor.isReturned();
      await floor.served(back);
    },
  },
  'a Studio flow': {
    policy: onHold,
    async play(floor) {
      await floor.mindful('busy');
      await floor.wait(421);
      const from = floor.newNumber();
      await floor.asksForDecision('POST', from);
      await floor.asksForDecision('GET', from);
      const call = { ...{ CallSid: `CA${'0'.repeat(31)}9`, From: from, To: QUEUE }, CallStatus: 'in-progress' };
      const form = { ...call, AccountSid: `AC${'0'.repeat(31)}1`, ApiVersion: '2010-04-01', Direction: 'inbound' };
      await floor.sends('POST', '/queues/support/transfer?wait=421', form);
    },
  },
  'the service out of reach': {
    policy: onHold,
    async play(floor) {
      floor.fault('service-down');
      const call = await floor.dials();
      await floor.waits(10);
      floor.fault('service-down', false);
      await floor.waits(60);
      await floor.served(call);
    },
  },
};
