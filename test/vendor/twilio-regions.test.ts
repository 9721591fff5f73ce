import { describe, expect, it } from '@jest/globals';
import type BaseTwilio from 'twilio/lib/base/BaseTwilio.js';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { mindfulSipUri } from '../../lambdas/domain/mindful/sip-header.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { twilioOrigin } from '../../lambdas/domain/twilio-origin.ts';
import { connectTwilio } from '../../lambdas/provisioning/twilio-client.ts';
import { parseSipUri } from '../../local/twilio/sip-uri.ts';
import { ACCOUNT_SID, alice, writtenConfiguration } from '../support/builders.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

interface Published {
  hosts: Record<string, Record<'api' | 'taskrouter', string>>;
  sipPlaces: Record<string, string>;
}

const published = vendorDocument('twilio-regions') as unknown as Published;
const places = Object.entries(published.sipPlaces);

function read(twilio: object, callTarget: object = {}) {
  const written = writtenConfiguration();
  const queues = written.queues.map((queue) => ({ ...queue, callTarget: { ...queue.callTarget, ...callTarget } }));
  return checkConfiguration({ ...written, queues, twilio });
}

function configured(twilio: object, callTarget: object = {}): Configuration {
  const reading = read(twilio, callTarget);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

function addressOf({ queues: [queue] }: Configuration): string {
  if (!queue) throw new Error('no queue');
  return mindfulSipUri(queue.callTarget, alice, queue.name);
}

function placeOf(address: string): string {
  const reading = parseSipUri(address);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.uri.edge;
}

describe('T10: a region of Twilio', () => {
  it.each(Object.entries(published.hosts))('%s is asked at its own hosts', (region, hosts) => {
    const { twilio } = configured({ region });
    expect(twilioOrigin('api', twilio.region)).toBe(`https://${hosts.api}`);
    expect(twilioOrigin('taskrouter', twilio.region)).toBe(`https://${hosts.taskrouter}`);
  });

  it.each(Object.entries(published.hosts))('%s is where a deploy asks too, through the SDK', (region, hosts) => {
    const { twilio } = configured({ region });
    const client = connectTwilio({
      ...{ region: twilio.region, accountSid: ACCOUNT_SID, credential: { user: ACCOUNT_SID, password: 'x' } },
      taskRouterOrigin: twilioOrigin('taskrouter', twilio.region),
      deadline: { check: () => undefined, pause: async () => undefined },
    });
    const sdk = client.taskRouter._domain.twilio as BaseTwilio.Client;
    expect(sdk.getHostname('api.twilio.com', sdk.edge, sdk.region)).toBe(hosts.api);
    expect(sdk.getHostname('taskrouter.twilio.com', sdk.edge, sdk.region)).toBe(hosts.taskrouter);
  });

  it('is us1 unless the configuration says otherwise', () => expect(configured({}).twilio.region).toBe('us1'));

  it.each(['ie2', 'IE1', 'dublin', 'eu', '', null])(
    'is refused where Twilio has none, with what to write: %j',
    (region) => {
      const reading = read({ region });
      expect(reading.ok ? [] : reading.problems).toEqual([
        `twilio.region is ${JSON.stringify(region)}: write one of "us1", "ie1", "au1"`,
      ]);
    },
  );
});

describe('T10: a transferred call', () => {
  it('leaves from Virginia, as the address says nothing else', () => {
    expect(addressOf(configured({}))).not.toMatch(/;(edge|region)=/);
    expect(placeOf(addressOf(configured({})))).toBe('ashburn');
  });

  it.each(['ie1', 'au1'])('leaves from the edge of its region: %s', (region) =>
    expect(placeOf(addressOf(configured({ region })))).toBe(published.sipPlaces[region]),
  );

  it.each(places)('leaves from where its Call Target says, by region %s or edge %s', (sipRegion, sipEdge) => {
    for (const twilio of [{}, { region: 'ie1' }]) {
      expect(addressOf(configured(twilio, { sipEdge }))).toMatch(new RegExp(`:5566;edge=${sipEdge}\\?x-user`));
      expect(addressOf(configured(twilio, { sipRegion }))).toMatch(new RegExp(`:5566;region=${sipRegion}\\?x-user`));
      for (const callTarget of [{ sipEdge }, { sipRegion }, { sipEdge, sipRegion }])
        expect(placeOf(addressOf(configured(twilio, callTarget)))).toBe(sipEdge);
    }
  });

  it('cannot leave from two places: the second is refused, with what to write', () => {
    const reading = read({}, { sipEdge: 'sydney', sipRegion: 'ie1' });
    expect(reading.ok ? [] : reading.problems).toEqual([
      'queues[0].callTarget.sipEdge is "sydney", but queues[0].callTarget.sipRegion is "ie1", which is dublin: write "dublin", or one of the two fields alone',
    ]);
  });

  it.each([
    ['sipEdge', 'ie1', /^queues\[0\]\.callTarget\.sipEdge is "ie1": write one of "ashburn", /],
    ['sipRegion', 'dublin', /^queues\[0\]\.callTarget\.sipRegion is "dublin": write one of "us1", /],
    ['sipEdge', 'roaming', /write one of "ashburn"/],
  ])('is refused with %s %s, with what to write', (field, value, problem) => {
    const reading = read({}, { [field]: value });
    expect(reading.ok ? [] : reading.problems).toEqual([expect.stringMatching(problem)]);
  });

  it.each(['sip:a@b;edge=ie1', 'sip:a@b;region=dublin', 'sip:a@b;edge='])(
    'is not dialled from nowhere: %s',
    (address) => expect(parseSipUri(address).ok).toBe(false),
  );
});
