import { type ContactCentre, defaultAuthToken } from '../../local/contact-centre.ts';
import type { FaultName } from '../../local/world/faults/faults.ts';
import { forceWait, staff } from './contact-centre.ts';
import { newNumber } from './phone.ts';
import { ask } from './signed-request.ts';
import { phoneCall } from './twilio-forms.ts';

const secretName = 'callback/local/twilio';
const wrongSecret = JSON.stringify({ authToken: [...defaultAuthToken].reverse().join('') });

export interface Trouble {
  begin(): unknown;
  /** Until the alarm rings; callers by default. */
  goOn?(): Promise<void>;
  /** Until it is over; callers by default. */
  recover?(): Promise<void>;
  end?(): unknown;
  /** In what the queries answer that "Confirm" names. */
  shows?: RegExp;
  /** So long at most until it rings, and until it is over; three quarters of an hour by default. */
  hours?: number;
  /** The table is out of reach of commands as well. */
  isMendedFirst?: boolean;
}

/** What goes wrong in each section of the runbook. */
export function troublesOf(
  centre: () => ContactCentre,
  callersFor: (seconds: number) => Promise<void>,
): Record<string, Trouble> {
  const fault = (name: FaultName, shows?: RegExp): Trouble => ({
    begin: () => centre().faults.set(name, true),
    end: () => centre().faults.set(name, false),
    ...(shows && { shows }),
  });

  return {
    statisticsUnusable: { begin: () => centre().secrets.put(secretName, wrongSecret), shows: /CB302.*401/ },
    scheduleDead: fault('sampler-stopped'),
    snapshotStale: fault('dynamodb-down', /CB301/),
    safeAnswers: { ...fault('dynamodb-down', /CB211/), isMendedFirst: true },
    signaturesRejected: {
      begin: () => undefined,
      goOn: async () => {
        for (let request = 0; request < 25; request += 1)
          await fetch(`${centre().url}/queues/support/incoming-call`, { method: 'POST', body: 'From=x' });
        await callersFor(60);
      },
      shows: /"source":"127\.0\.0\.1","code":"CB201"/,
    },
    webhooksRefused: {
      begin: () => undefined,
      goOn: async () => {
        const form = { ...phoneCall, AccountSid: `AC${'9'.repeat(32)}` };
        await ask(centre(), { method: 'POST', path: '/queues/{queue}/incoming-call' }, form);
        await callersFor(60);
      },
      shows: /CB204/,
    },
    webhooksFailing: fault('service-down'),
    fallbackUsed: fault('webhook-500'),
    webhooksSlow: { ...fault('service-slow'), goOn: () => callersFor(1).then(() => centre().clock.advance(150)) },
    transfersFailing: {
      begin: () => centre().mindful.change({ behaviour: 'busy' }),
      end: () => centre().mindful.change({ behaviour: 'normal' }),
      shows: /"dialCallStatus":"busy","sipResponseCode":"486"/,
    },
    registrationsFailing: {
      begin: () => {
        centre().mindful.change({ requestAnswer: 'InvalidParameters' });
        const operator = { policy: { registerBy: 'api' as const }, by: 'test', why: 'test' };
        return centre().queueStates.putOperator('support', {
          ...operator,
          untilMs: centre().clock.nowMs() + 4 * 3_600_000,
        });
      },
      end: () => centre().mindful.change({ requestAnswer: 'normal' }),
      shows: /"because":"InvalidParameters"/,
    },
    mindfulNotOffering: {
      begin: () => centre().mindful.change({ widgetState: 'platform_unavailable' }),
      end: () => centre().mindful.change({ widgetState: 'offer_asap_callback' }),
      shows: /"widgetState":"platform_unavailable"/,
    },
    mindfulSilent: fault('mindful-down', /"mindfulProblem"/),
    callbackLost: {
      hours: 2,
      begin: () => centre().mindful.change({ behaviour: 'forgets' }),
      end: () => centre().mindful.change({ behaviour: 'normal' }),
      shows: /"firstCallSid":"CA/,
    },
    callbacksExpired: {
      begin: async () => {
        centre().mindful.change({ behaviour: 'forgets', webhook: 'off' });
        await callersFor(400);
      },
      hours: 4,
      goOn: () => centre().clock.advance(60),
      end: () => centre().mindful.change({ behaviour: 'normal', webhook: 'ani-text' }),
      recover: () => centre().clock.advance(600),
    },
    quotesTooShort: {
      hours: 4,
      begin: async () => {
        await forceWait(centre(), 200);
        centre().twilio.call({ from: newNumber(), to: '+14155550100' });
        await centre().clock.advance(1800);
        await staff(centre(), 2);
      },
      goOn: () => centre().clock.advance(60),
      recover: async () => {
        const { callSid } = centre().twilio.call({ from: newNumber(), to: '+14155550100' });
        await centre().clock.advance(600);
        centre().twilio.hangUp(callSid);
      },
    },
    callersTurnedAway: {
      ...fault('enqueue-always-fails'),
      goOn: async () => {
        centre().twilio.call({ from: newNumber(), to: '+14155550100' });
        await centre().clock.advance(300);
      },
    },
  };
}
