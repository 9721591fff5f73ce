import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { callerFromHeader, sipHeader } from '../../lambdas/domain/mindful-transfer.ts';
import { sipDestination } from '../../lambdas/domain/sip-destination.ts';
import { isSignedByTwilio } from '../../lambdas/middleware/signature.ts';
import type { Webhook } from '../../lambdas/webhook.ts';
import { createRandom } from '../../local/taskrouter/random.ts';
import { AUTH_TOKEN, configuration } from '../support/builders.ts';
import { openGate } from '../support/open-gate.ts';
import { cutElsewhere, eventOf, type Partition, partitionOf, signedString } from '../support/repartition.ts';
import { genuineRequests, phoneCall } from '../support/twilio-forms.ts';

/** The string's signature, whoever cuts it how. */
function signatureOf({ url, pairs }: Partition): string {
  return getExpectedTwilioSignature(AUTH_TOKEN, url, Object.fromEntries(pairs));
}

async function statusOf(partition: Partition, signature: string): Promise<number> {
  const event = eventOf(partition, signature);
  return event ? (await openGate(event)).status : 404;
}

const reply = { ...phoneCall, Digits: '1' };
const original = partitionOf({ route: 'offer-reply', query: 'wait=421', form: reply });
const without = (...names: string[]) => original.pairs.filter(([name]) => !names.includes(name));

/** One signature, five other requests: Twilio's own validator takes each. */
const ambiguities: Record<string, Partition> = {
  'a value as part of its name': { ...original, pairs: sorted([...without('Digits'), ['Digits1', '']]) },
  'a parameter as the end of the value before': {
    ...original,
    pairs: sorted([...without('Digits', 'CallerZip'), ['CallerZip', '94105Digits1']]),
  },
  'the first parameters in the path': { ...partitionOf({ route: 'offer-reply', form: reply }), ...intoUrl('', 3) },
  'every parameter in the URL': intoUrl('?wait=421', original.pairs.length),
  'two numbers as one': {
    ...original,
    pairs: sorted([...without('From', 'FromCity'), ['From', '+14155551234FromCitySAN FRANCISCO']]),
  },
};

function sorted(pairs: [string, string][]): [string, string][] {
  return pairs.sort(([one], [other]) => (one < other ? -1 : 1));
}

function intoUrl(query: string, count: number): Partition {
  const { url, pairs } = partitionOf({ route: 'offer-reply', form: reply });
  return { url: url + query + pairs.slice(0, count).flat().join(''), pairs: pairs.slice(count) };
}

describe('a signed string that could be several requests', () => {
  it.each(Object.entries(ambiguities))('is refused with %s', async (_, other) => {
    const signature = signatureOf({ url: other.url, pairs: other.pairs });
    expect(isSignedByTwilio([AUTH_TOKEN], { ...other, form: Object.fromEntries(other.pairs), signature })).toBe(true);
    expect(await statusOf(other, signature)).toBeGreaterThanOrEqual(400);
  });
});

/** Everything that any step acts on. */
function effect({ queue, caller, callSid, parameters, state }: Webhook) {
  const names = [
    ...['CallStatus', 'Digits', 'QueueResult', 'QueueTime', 'DialCallStatus', 'DialCallDuration', 'ParentCallSid'],
    ...['EventType', 'TaskAttributes', 'TaskAge', 'TaskCanceledReason'],
  ];
  return JSON.stringify({
    ...{ queue: queue.name, caller, callSid, state: [...state], overSip: parameters.has('SipDomain') },
    to: sipDestination(configuration(), parameters.get('To'))?.purpose,
    refer: sipDestination(configuration(), parameters.get('ReferTransferTarget'))?.purpose,
    header: callerFromHeader(sipHeader(parameters, queue.callTarget.headerName)),
    values: names.map((name) => parameters.get(name)),
  });
}

describe('100,000 other cuts of a string that Twilio signed', () => {
  it('never change a parameter that a step acts on', async () => {
    const random = createRandom(20261125);
    const sources = await Promise.all(
      genuineRequests
        .filter(({ route }) => !route.startsWith('wait-time'))
        .map(async (request) => {
          const partition = partitionOf(request);
          const signature = signatureOf(partition);
          const event = eventOf(partition, signature);
          const { webhook } = event ? await openGate(event) : {};
          if (!webhook) throw new Error(`${request.route} is refused as it is`);
          return {
            partition,
            signature,
            text: signedString(partition),
            effect: effect(webhook),
            route: event?.routeKey,
          };
        }),
    );
    let tried = 0;
    let accepted = 0;
    const acted: unknown[] = [];
    while (tried < 100_000) {
      const source = sources[tried % sources.length];
      const other = source && cutElsewhere(source.partition, random);
      if (!source || !other || signedString(other) !== source.text) continue;
      tried += 1;
      const event = eventOf(other, source.signature);
      const { webhook } = event ? await openGate(event) : {};
      if (!webhook) continue;
      accepted += 1;
      if (event?.routeKey !== source.route || effect(webhook) !== source.effect) acted.push(other);
    }
    expect(acted).toEqual([]);
    expect(accepted).toBeGreaterThan(100);
  }, 120_000);
});
