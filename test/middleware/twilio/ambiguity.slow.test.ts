import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { isSignedByTwilio } from '../../../lambdas/middleware/twilio/gate.ts';
import { createRandom } from '../../../local/taskrouter/random.ts';
import { AUTH_TOKEN, tokenKey } from '../../support/builders.ts';
import { openGate } from '../../support/open-gate.ts';
import {
  cutElsewhere,
  cutOnceEverywhere,
  eventOf,
  isInOrder,
  type Partition,
  partitionOf,
  signedString,
} from '../../support/repartition.ts';
import { genuineRequests, phoneCall } from '../../support/twilio-forms.ts';
import { worlds, writesOf } from '../../support/written.ts';

/** The string's signature, whoever cuts it how. */
function signatureOf({ url, pairs }: Partition): string {
  return getExpectedTwilioSignature(AUTH_TOKEN, url, Object.fromEntries(pairs));
}

const sha1 = { algorithm: 'HMAC_SHA1' } as const;

async function statusOf(partition: Partition, signature: string): Promise<number> {
  const event = eventOf(partition, signature);
  return event ? (await openGate(event)).status : 404;
}

const reply = { ...phoneCall, Digits: '1' };
const original = partitionOf({ route: 'offer-reply', query: 'wait=421', form: reply });
const without = (...names: string[]) => original.pairs.filter(([name]) => !names.includes(name));

/** One signature, five other requests: Twilio's own validator takes each. */
const ambiguities: Record<string, Partition> = {
  'the call as the end of the value before': {
    ...original,
    pairs: sorted([...without('CallSid', 'ApiVersion'), ['ApiVersion', `2010-04-01CallSid${phoneCall.CallSid}`]]),
  },
  'the last digit of the wait as a parameter': {
    url: original.url.slice(0, -1),
    pairs: sorted([...original.pairs, ['1', '']]),
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
    expect(
      isSignedByTwilio([tokenKey()], { ...other, form: Object.fromEntries(other.pairs), ...sha1, signature }),
    ).toBe(true);
    expect(await statusOf(other, signature)).toBeGreaterThanOrEqual(400);
  });
});

interface Source {
  partition: Partition;
  signature: string;
  text: string;
  /** What the request as Twilio sent it writes, in each state of the table. */
  writes: string[][];
}

async function sourceOf(request: (typeof genuineRequests)[number]): Promise<Source> {
  const partition = partitionOf(request);
  const signature = signatureOf(partition);
  const event = eventOf(partition, signature);
  if (!event || (await openGate(event)).status !== 200) throw new Error(`${request.route} is refused as it is`);
  const writes = await Promise.all(worlds.map((world) => writesOf(eventOf(partition, signature), world)));
  return { partition, signature, text: signedString(partition), writes };
}

/** What another cut of the request would write that the request itself does not; `undefined` for one that is refused. */
async function harmOf({ signature, writes }: Source, other: Partition): Promise<string[] | undefined> {
  const event = eventOf(other, signature);
  if (!event || (await openGate(event)).status !== 200) return undefined;
  const harms = await Promise.all(
    worlds.map(async (world, index) =>
      (await writesOf(eventOf(other, signature), world)).filter((write) => !writes[index]?.includes(write)),
    ),
  );
  return harms.flat();
}

/** The wait is only read, and over GET the whole request is its URL. */
const sources = Promise.all(genuineRequests.filter(({ route }) => !route.startsWith('wait-time')).map(sourceOf));

describe('another cut of a string that Twilio signed never writes what the request itself does not', () => {
  it('has requests of which each state of the table lets some write', async () => {
    const writes = (await sources).map((source) => source.writes);
    for (const index of worlds.keys()) expect(writes.flatMap((each) => each[index] ?? [])).not.toEqual([]);
  });

  it('with every single boundary moved, name or value swallowed', async () => {
    const harms: unknown[] = [];
    let accepted = 0;
    for (const source of await sources) {
      for (const other of cutOnceEverywhere(source.partition).filter(isInOrder)) {
        expect(signedString(other)).toBe(source.text);
        const harm = await harmOf(source, other);
        if (harm) accepted += 1;
        if (harm && harm.length > 0) harms.push({ other, harm });
      }
    }
    expect(harms).toEqual([]);
    expect(accepted).toBeGreaterThan(1000);
  }, 300_000);

  it('with one to three random cuts, 20,000 times', async () => {
    const random = createRandom(20261125);
    const harms: unknown[] = [];
    const all = await sources;
    for (let tried = 0; tried < 20_000; ) {
      const source = all[tried % all.length];
      const other = source && cutElsewhere(source.partition, random);
      if (!source || !other || signedString(other) !== source.text) continue;
      tried += 1;
      const harm = await harmOf(source, other);
      if (harm && harm.length > 0) harms.push({ other, harm });
    }
    expect(harms).toEqual([]);
  }, 300_000);
});
