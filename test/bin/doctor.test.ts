import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalAccess, localAccess } from '../../bin/command/local-access.ts';
import type { StageAccess } from '../../bin/command/stage-access.ts';
import { checks, examine, isHealthy, reportFindings } from '../../bin/doctor/examination.ts';
import { gatherFacts } from '../../bin/doctor/facts.ts';
import { sendTestMessages } from '../../bin/doctor/test-message.ts';
import type { Row } from '../../local/twilio/rest/rows.ts';

let access: LocalAccess;
beforeAll(async () => {
  access = await localAccess('example');
  await access.deploy();
}, 30_000);
afterAll(() => access.close());

const sip = () => `/2010-04-01/Accounts/${access.configuration.accountSid}/SIP`;
const numbersPath = () => `/2010-04-01/Accounts/${access.configuration.accountSid}/IncomingPhoneNumbers`;
const firstOf = (path: string): Row => {
  const key = (row: Row) => String(row['phone_number'] ?? row.sid);
  const [row] = access.account.rows.list(path).sort((one, other) => key(one).localeCompare(key(other)));
  if (!row) throw new Error(`${path} is empty`);
  return row;
};
const queue = () => {
  const [one] = access.configuration.queues;
  if (!one) throw new Error('no queue');
  return one;
};
const workspacePath = () => `/v1/Workspaces/${queue().taskRouter.workspaceSid}`;
const voiceQueuesPath = () => `/2010-04-01/Accounts/${access.configuration.accountSid}/Queues`;
const mappings = () => `${sip()}/Domains/${firstOf(`${sip()}/Domains`).sid}/Auth/Calls/IpAccessControlListMappings`;
const addresses = () => `${sip()}/IpAccessControlLists/${firstOf(`${sip()}/IpAccessControlLists`).sid}/IpAddresses`;

/** Makes a change and returns how to undo it. */
type Plant = () => (() => void) | StageAccess;

function set(path: () => string, fields: object): Plant {
  return () => {
    const row = firstOf(path());
    const before = { ...row };
    Object.assign(row, fields);
    return () => void Object.assign(row, before);
  };
}

function lose(path: () => string, choose: () => Row = () => firstOf(path())): Plant {
  return () => {
    const where = path();
    const row = choose();
    const below = Object.entries(access.account.rows.contents()).filter(([other]) =>
      other.startsWith(`${where}/${row.sid}/`),
    );
    access.account.rows.remove(where, row.sid);
    return () => {
      access.account.rows.put(where, row);
      for (const [other, rows] of below) for (const one of rows) access.account.rows.put(other, one as Row);
    };
  };
}

function add(path: () => string, row: Row): Plant {
  return () => {
    const where = path();
    access.account.rows.put(where, row);
    return () => access.account.rows.remove(where, row.sid);
  };
}

function reached(changes: () => Partial<StageAccess>): Plant {
  return () => ({ ...access, ...changes() });
}

const state = (changes: object) =>
  reached(() => ({
    queueStates: { readNow: async (name) => ({ ...(await access.queueStates.readNow(name)), ...changes }) },
  }));
const answers = (pattern: RegExp, answer: { status: number; body: string }) =>
  reached(() => ({
    request: async (url, headers) =>
      pattern.test(url) ? { ...answer, dateMs: undefined } : access.request(url, headers),
  }));

const TOKEN = '0123456789abcdef0123456789abcdef';
const holding = (stored: object) =>
  reached(() => ({ secret: async (version) => (version === 'AWSCURRENT' ? JSON.stringify(stored) : undefined) }));
const token = (authToken: string) => holding({ authToken });
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:callback-example-alarms';
const overTlsOnly = {
  ...{ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: TOPIC },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const alarmsOf = (account: string, topicArn = TOPIC) => ({
  ...{ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn },
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceAccount': account } },
});
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
/** One topic of two may be the wrong one. */
const heard = {
  ...{ arn: `${TOPIC}-of-another`, confirmedSubscriptions: 1 },
  policy: policyOf(alarmsOf('123456789012', `${TOPIC}-of-another`)),
};
const topic = (policy: string, confirmedSubscriptions = 1) =>
  reached(() => ({ alarmTopics: async () => [heard, { arn: TOPIC, policy, confirmedSubscriptions }] }));
const workflow = (priority: number): object => ({
  configuration: JSON.stringify({
    task_routing: { filters: [{ expression: '1==1', targets: [{ queue: `WQ${'0'.repeat(31)}1`, priority }] }] },
  }),
});

const faults: { fault: string; plant: Plant; check: string; remedy: RegExp }[] = [
  {
    fault: 'the stack was never deployed',
    plant: reached(() => ({ isDeployed: false })),
    check: 'the stack is deployed',
    remedy: /cdk deploy/,
  },
  {
    fault: 'AWS refuses the secret',
    plant: reached(() => ({
      secret: async () => {
        throw new Error('denied');
      },
    })),
    check: 'the Twilio secret can be read',
    remedy: /AWS credentials/,
  },
  {
    fault: 'there is no secret',
    plant: reached(() => ({ secret: async () => undefined })),
    check: 'the Twilio secret can be read',
    remedy: /npm run secret/,
  },
  {
    fault: 'the secret is no token',
    plant: token('short'),
    check: 'the secret holds a key that signs webhooks',
    remedy: /npm run secret/,
  },
  {
    fault: 'the secret opens nothing at Twilio',
    plant: holding({ sharedKeys: { webhooks_sharedkey_one: 'a-shared-key-of-some-length' } }),
    check: 'the secret holds what authorises requests to Twilio',
    remedy: /npm run secret/,
  },
  {
    fault: 'the API key is of another account',
    plant: holding({ authToken: TOKEN, apiKey: { sid: `SK${'f'.repeat(32)}`, secret: 'unknown' } }),
    check: 'Twilio accepts the API key for the configured account',
    remedy: /standard API key/,
  },
  {
    fault: 'the functions know another SharedKey',
    plant: holding({ authToken: TOKEN, sharedKeys: { webhooks_sharedkey_one: 'a-shared-key-of-some-length' } }),
    check: 'the API answers Twilio',
    remedy: /another key/,
  },
  {
    fault: 'no auth token may ask for the account',
    plant: holding({
      apiKey: { sid: `SK${'0'.repeat(31)}1`, secret: 'x' },
      sharedKeys: { one: 'a-shared-key-of-some-length' },
    }),
    check: 'the Twilio account is active',
    remedy: /console/,
  },
  {
    fault: 'a rotation is stuck',
    plant: reached(() => ({ secret: async () => JSON.stringify({ authToken: '0123456789abcdef0123456789abcdef' }) })),
    check: 'no rotation of the secret is stuck',
    remedy: /Secrets Manager/,
  },
  {
    fault: 'the token is an old one',
    plant: token('f'.repeat(32)),
    check: 'Twilio accepts the token for the configured account',
    remedy: /npm run secret/,
  },
  {
    fault: 'the account is suspended',
    plant: reached(() => ({ accountStatus: async () => 'suspended' })),
    check: 'the Twilio account is active',
    remedy: /settle it with Twilio/,
  },
  {
    fault: 'Twilio is not to be had',
    plant: reached(() => ({
      twilio: async () => {
        throw new Error('no route');
      },
    })),
    check: 'Twilio shows the resources of this stage',
    remedy: /mend that first/,
  },
  {
    fault: 'Twilio was never set up',
    plant: reached(() => ({
      memory: { ...access.memory, begun: async () => false, origins: async () => [], recall: async () => [] },
    })),
    check: 'the deploy has set Twilio up',
    remedy: /cdk deploy/,
  },
  {
    fault: 'a number was given back',
    plant: lose(numbersPath),
    check: 'every number is in the account',
    remedy: /buy or port it/,
  },
  {
    fault: 'a number is on a trunk',
    plant: set(numbersPath, { trunk_sid: 'TK1' }),
    check: 'no number is bound to a trunk or an application',
    remedy: /twilio:apply/,
  },
  {
    fault: 'a number has an application',
    plant: set(numbersPath, { voice_application_sid: 'AP1' }),
    check: 'no number is bound to a trunk or an application',
    remedy: /twilio:apply/,
  },
  {
    fault: 'a number answers elsewhere',
    plant: set(numbersPath, { voice_url: 'https://else.where/' }),
    check: "every number's Voice URL is this service's",
    remedy: /twilio:apply/,
  },
  {
    fault: 'a Voice URL lost its overrides',
    plant: set(numbersPath, { voice_url: 'https://localhost/queues/support/incoming-call' }),
    check: "every number's Voice URL tells Twilio how often to try",
    remedy: /twilio:apply/,
  },
  {
    fault: 'a number has no fallback',
    plant: set(numbersPath, { voice_fallback_url: null }),
    check: 'every number has its fallback, asked by GET',
    remedy: /twilio:apply/,
  },
  {
    fault: 'a fallback is asked by POST',
    plant: set(numbersPath, { voice_fallback_method: 'POST' }),
    check: 'every number has its fallback, asked by GET',
    remedy: /twilio:apply/,
  },
  {
    fault: 'ended calls are not reported',
    plant: set(numbersPath, { status_callback: null }),
    check: 'every number reports ended calls',
    remedy: /twilio:apply/,
  },
  {
    fault: 'the SIP domain is gone',
    plant: lose(() => `${sip()}/Domains`),
    check: 'the SIP domain exists',
    remedy: /twilio:apply/,
  },
  {
    fault: 'the SIP domain answers elsewhere',
    plant: set(() => `${sip()}/Domains`, { voice_url: 'https://else.where/' }),
    check: "the SIP domain's webhooks are this service's",
    remedy: /twilio:apply/,
  },
  {
    fault: 'the SIP domain lets nobody in',
    plant: lose(mappings),
    check: 'the SIP domain lets somebody in',
    remedy: /twilio:apply/,
  },
  {
    fault: 'the SIP domain lets others in',
    plant: add(mappings, { sid: `AL${'f'.repeat(32)}` }),
    check: 'the SIP domain lets nobody in by another list',
    remedy: /twilio:apply/,
  },
  {
    fault: 'T14: the SIP domain demands credentials beside the list, and Twilio enforces both',
    plant: add(() => mappings().replace('IpAccessControlList', 'CredentialList'), { sid: `CL${'f'.repeat(32)}` }),
    check: 'the SIP domain demands no credentials',
    remedy: /remove it from the domain/,
  },
  {
    fault: 'an address of Mindful is missing',
    plant: lose(addresses),
    check: "the access control list has Mindful's addresses and no other",
    remedy: /twilio:apply/,
  },
  {
    fault: 'a stranger may call',
    plant: add(addresses, { sid: `IP${'f'.repeat(32)}`, ip_address: '192.0.2.1', cidr_prefix_length: 32 }),
    check: "the access control list has Mindful's addresses and no other",
    remedy: /twilio:apply/,
  },
  {
    fault: 'a workspace is gone',
    plant: lose(() => '/v1/Workspaces'),
    check: 'every workspace exists',
    remedy: /workspaceSid/,
  },
  {
    fault: 'a workflow is gone',
    plant: lose(() => `${workspacePath()}/Workflows`),
    check: 'every workflow exists',
    remedy: /taskRouter/,
  },
  {
    fault: 'a task queue is gone',
    plant: lose(() => `${workspacePath()}/TaskQueues`),
    check: 'every task queue exists',
    remedy: /taskRouter/,
  },
  {
    fault: 'a workflow overrides the priority',
    plant: set(() => `${workspacePath()}/Workflows`, workflow(1)),
    check: 'no workflow overrides the priority of return calls',
    remedy: /remove "priority"/,
  },
  {
    fault: 'events go nowhere',
    plant: set(() => '/v1/Workspaces', { event_callback_url: null }),
    check: "TaskRouter's events reach this service",
    remedy: /twilio:apply/,
  },
  {
    fault: 'events go to somebody else',
    plant: set(() => '/v1/Workspaces', { event_callback_url: 'https://else.where/' }),
    check: "TaskRouter's events reach this service",
    remedy: /twilio:apply/,
  },
  {
    fault: 'some events are not sent',
    plant: set(() => '/v1/Workspaces', { events_filter: 'task.created' }),
    check: 'TaskRouter sends the events that this service handles',
    remedy: /twilio:apply/,
  },
  {
    fault: 'the API lets strangers in',
    plant: answers(/wait-time$/, { status: 200, body: '{}' }),
    check: 'the API refuses a stranger',
    remedy: /voice function/,
  },
  {
    fault: 'the API is not there',
    plant: reached(() => ({
      request: async () => {
        throw new Error('no such host');
      },
    })),
    check: 'the API refuses a stranger',
    remedy: /cdk deploy/,
  },
  {
    fault: 'the API does not know the token',
    plant: answers(/AccountSid/, { status: 403, body: '' }),
    check: 'the API answers Twilio',
    remedy: /npm run secret/,
  },
  {
    fault: 'the API is broken',
    plant: answers(/AccountSid/, { status: 500, body: '' }),
    check: 'the API answers Twilio',
    remedy: /voice function/,
  },
  {
    fault: 'the clock is wrong',
    plant: reached(() => ({ nowMs: () => access.nowMs() + 61_000 + 60_000 })),
    check: 'the clocks agree',
    remedy: /set its clock/,
  },
  {
    fault: 'the fallback is broken',
    plant: answers(/fallback/, { status: 503, body: '' }),
    check: 'the fallback answers for every queue',
    remedy: /cdk deploy/,
  },
  {
    fault: 'the fallback is the API itself',
    plant: reached(() => ({ outputs: { ...access.outputs, fallbackUrl: access.outputs.apiUrl } })),
    check: 'the fallback is on other infrastructure',
    remedy: /deploy the fallback/,
  },
  {
    fault: 'a queue was never sampled',
    plant: state({ snapshot: undefined }),
    check: 'every queue has a fresh snapshot',
    remedy: /sampler/,
  },
  {
    fault: 'the sampler has stopped',
    plant: state({ snapshot: { sampledAtMs: 0 } }),
    check: 'every queue has a fresh snapshot',
    remedy: /sampler/,
  },
  {
    fault: 'the wait is not known',
    plant: state({ snapshot: { sampledAtMs: Date.now() + 1e12 } }),
    check: 'the wait of every queue is known',
    remedy: /sampler/,
  },
  {
    fault: 'Mindful is closed',
    plant: state({ snapshot: { mindful: { kind: 'not-offering', widgetState: 'closed' } } }),
    check: 'Mindful takes callbacks',
    remedy: /Call Target/,
  },
  {
    fault: 'transfers fail',
    plant: state({ breaker: { openUntilMs: 1e15 } }),
    check: 'no transfer has failed just now',
    remedy: /Mindful's SIP address/,
  },
  {
    fault: 'somebody has switched offers off',
    plant: state({ operator: { policy: {}, by: 'Ann', why: 'test', untilMs: 1e15 } }),
    check: 'nobody overrides the policy by hand',
    remedy: /ends by itself/,
  },
  {
    fault: "a return number does not know Mindful's caller IDs",
    plant: reached(() => ({
      configuration: {
        ...access.configuration,
        queues: access.configuration.queues.map((one) => ({ ...one, returnCallers: [] })),
      },
    })),
    check: "every return number knows Mindful's caller IDs",
    remedy: /returnCallers/,
  },
  {
    fault: 'the SIP host is misspelt',
    plant: reached(() => ({ resolves: async () => false })),
    check: "Mindful's SIP hosts have addresses",
    remedy: /callTarget\.host/,
  },
  {
    fault: "the alarms' topic lets nobody publish",
    plant: topic(policyOf(overTlsOnly)),
    check: 'alarms may publish to their topic',
    remedy: /allow cloudwatch\.amazonaws\.com sns:Publish/,
  },
  {
    fault: "the alarms' topic lets another account's alarms in",
    plant: topic(policyOf(overTlsOnly, alarmsOf('210987654321'))),
    check: 'alarms may publish to their topic',
    remedy: /allow cloudwatch\.amazonaws\.com sns:Publish/,
  },
  {
    fault: 'something else keeps every publisher out',
    plant: topic(policyOf({ ...overTlsOnly, Condition: undefined }, alarmsOf('123456789012'))),
    check: 'alarms may publish to their topic',
    remedy: /allow cloudwatch\.amazonaws\.com sns:Publish/,
  },
  {
    fault: 'AWS does not show the topic',
    plant: reached(() => ({
      alarmTopics: async () => {
        throw new Error('denied');
      },
    })),
    check: 'alarms may publish to their topic',
    remedy: /sns:GetTopicAttributes/,
  },
  {
    fault: 'nobody has subscribed to the alarms',
    plant: topic(policyOf(overTlsOnly, alarmsOf('123456789012')), 0),
    check: 'somebody has subscribed to the alarms',
    remedy: /sns subscribe/,
  },
  {
    fault: 'the queue of a workflow is nearly full',
    plant: set(voiceQueuesPath, { current_size: 80 }),
    check: 'a caller finds room in the queue of every workflow',
    remedy: /raise MaxSize/,
  },
];

describe('a test message', () => {
  it('goes to each topic of the alarms, and says how many hear it', async () => {
    const sent: string[] = [];
    const topics = [
      { arn: 'alarms', policy: '', confirmedSubscriptions: 1 },
      { arn: 'notices', policy: '', confirmedSubscriptions: 0 },
    ];
    const notify = async (arn: string, { subject }: { subject: string }) => void sent.push(`${arn}: ${subject}`);
    expect(await sendTestMessages({ ...access, alarmTopics: async () => topics, notify })).toEqual([
      'test message sent to alarms: 1 subscriber',
      'test message sent to notices: 0 subscribers',
    ]);
    expect(sent).toEqual(['alarms: TEST: callback-local', 'notices: TEST: callback-local']);
  });

  it('is not sent where there is no topic', async () =>
    expect(await sendTestMessages({ ...access, alarmTopics: async () => [] })).toEqual([
      'no test message: there is no topic here',
    ]));
});

describe('the doctor', () => {
  it('finds nothing in a healthy stage', async () => {
    const results = examine(await gatherFacts(access));
    expect(results.filter(({ finding }) => finding.verdict !== 'good')).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(20);
  });

  it('T6: says what no API shows, the switch for REFER among it', async () => {
    const report = reportFindings(examine(await gatherFacts(access)));
    expect(report).toMatch(/^unseen {3}Enhanced Programmable SIP Features .*: on/m);
  });

  it.each([
    { maxSize: 1000, says: /0 of at most 1000 calls wait in WW/ },
    { maxSize: undefined, says: /0 of at most 100 calls wait in WW/ },
  ])('T12: says how many calls may wait in the queue of a workflow: MaxSize $maxSize', async ({ maxSize, says }) => {
    const change = maxSize ? set(voiceQueuesPath, { max_size: maxSize }) : lose(voiceQueuesPath);
    const undo = change();
    const results = examine(await gatherFacts(access));
    if (typeof undo === 'function') undo();
    const room = results.find(({ name }) => /finds room/.test(name));
    expect(room?.finding).toMatchObject({ verdict: 'good', what: expect.stringMatching(says) });
    expect(reportFindings(results)).toContain(`every workflow: ${room?.finding.what}`);
  });

  it.each(faults)('finds and says how to mend: $fault', async ({ plant, check, remedy }) => {
    const planted = plant();
    const facts = await gatherFacts(typeof planted === 'function' ? access : planted);
    if (typeof planted === 'function') planted();
    const result = examine(facts).find(({ name }) => name === check);
    expect(result?.finding).toMatchObject({
      verdict: expect.not.stringMatching('good'),
      remedy: expect.stringMatching(remedy),
    });
  });

  it.each([
    { what: 'this service', statements: [overTlsOnly, alarmsOf('123456789012')] },
    {
      what: 'SNS by default',
      statements: [
        {
          ...{ Effect: 'Allow', Principal: { AWS: '*' }, Action: ['SNS:Publish', 'SNS:Subscribe'], Resource: TOPIC },
          Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } },
        },
      ],
    },
    {
      what: 'somebody who names the alarms',
      statements: [
        {
          ...alarmsOf('123456789012'),
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:*' } },
        },
      ],
    },
  ])("takes the topic's policy as $what has written it", async ({ statements }) => {
    const facts = await gatherFacts(topic(policyOf(...statements))() as StageAccess);
    const results = examine(facts).filter(({ name }) => /alarms/.test(name));
    expect(results.map(({ finding }) => finding.verdict)).toEqual(['good', 'good']);
  });

  it('has a planted fault for every check', () =>
    expect(new Set(faults.map(({ check }) => check))).toEqual(new Set(checks.map(({ name }) => name))));

  it('calls a stage with something wrong or unknown sick, but not one with something to look at', () => {
    const withVerdict = (verdict: 'wrong' | 'unknown' | 'look') => [
      { name: '', finding: { verdict, what: '', remedy: '' } },
    ];
    expect(isHealthy(withVerdict('look'))).toBe(true);
    expect(isHealthy(withVerdict('wrong'))).toBe(false);
    expect(isHealthy(withVerdict('unknown'))).toBe(false);
  });
});
