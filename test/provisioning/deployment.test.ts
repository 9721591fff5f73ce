import { afterEach, describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { desiredTwilio } from '../../lambdas/provisioning/desired-state.ts';
import { writtenConfiguration } from '../support/builders.ts';
import { contentsOf, type Deployment, numberRow, outputs, sipPath, startDeployment } from './simulated-account.ts';

const running: Deployment[] = [];
afterEach(async () => {
  for (const deployment of running.splice(0)) await deployment.account.stop();
});

async function start(options: Parameters<typeof startDeployment>[0] = {}) {
  const deployment = await startDeployment(options);
  running.push(deployment);
  return deployment;
}

function taking(...takeOver: string[]) {
  const reading = checkConfiguration({ ...writtenConfiguration(), twilio: { takeOver } });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

function writesOf(deployment: Deployment): string[] {
  return deployment.account.requests.filter((request) => !request.startsWith('GET'));
}

describe('a first deploy', () => {
  it('lets exactly the configured addresses call the SIP domain', async () => {
    const deployment = await start();
    await deployment.deploy();
    const [domain] = deployment.rows.list(`${sipPath(deployment)}/Domains`);
    const [list] = deployment.rows.list(`${sipPath(deployment)}/IpAccessControlLists`);
    const mappings = deployment.rows.list(
      `${sipPath(deployment)}/Domains/${domain?.sid}/Auth/Calls/IpAccessControlListMappings`,
    );
    const addresses = deployment.rows.list(`${sipPath(deployment)}/IpAccessControlLists/${list?.sid}/IpAddresses`);
    expect(domain).toMatchObject({
      domain_name: 'callback-example-00000001.sip.twilio.com',
      friendly_name: 'callback-example',
    });
    expect(mappings.map(({ sid }) => sid)).toEqual([list?.sid]);
    expect(addresses.map((row) => `${row['ip_address']}/${row['cidr_prefix_length']}`)).toEqual(
      deployment.configuration.twilio.mindfulAddresses,
    );
  });

  it('points each number at its queue, with overrides, a fallback elsewhere asked by GET, and a status callback', async () => {
    const deployment = await start();
    await deployment.deploy();
    expect(numberRow(deployment, '+14155550100')).toMatchObject({
      voice_url: 'https://api.example.com/queues/support/incoming-call#rc=2&rp=ct,rt,5xx&ct=2000&rt=4500&tt=14000',
      voice_method: 'POST',
      voice_fallback_url: 'https://fallback.example.com/queues/support#rc=2&rp=ct,rt,5xx&ct=2000&rt=4500&tt=14000',
      voice_fallback_method: 'GET',
      status_callback: 'https://api.example.com/queues/support/call-ended#rc=4&rp=ct,rt,5xx&ct=2000&rt=5000&tt=15000',
    });
    expect(numberRow(deployment, '+14155550109')['voice_url']).toMatch('/queues/support/return-call#');
  });

  it('subscribes to the events that this service handles', async () => {
    const deployment = await start();
    await deployment.deploy();
    const [workspace] = deployment.rows.list('/v1/Workspaces');
    expect(workspace).toMatchObject({
      event_callback_url: expect.stringMatching(/^https:\/\/api\.example\.com\/task-events#/),
      events_filter: 'task.created,task.canceled,reservation.accepted,task.completed',
    });
  });

  it('changes the numbers last, when everything that their callers meet is there', async () => {
    const deployment = await start();
    await deployment.deploy();
    const writes = writesOf(deployment);
    expect(writes.findIndex((request) => request.includes('IncomingPhoneNumbers'))).toBe(writes.length - 2);
  });

  it('changes each thing once for a queue with two numbers, by one request each', async () => {
    const deployment = await start();
    const counts: Record<string, number> = {};
    for (const { lines } of (await deployment.plan()).changes) {
      const what = `${lines[0]?.action} ${lines[0]?.resource}`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
    expect(counts).toMatchObject({
      'create domain': 1,
      'create list': 1,
      'add address': 4,
      'add list to domain': 1,
      'change workspace WS00000000000000000000000000000001': 1,
      'change number +14155550100': 1,
      'change number +14155550109': 1,
    });
    const changes = await deployment.deploy();
    expect(changes).toBe(Object.values(counts).reduce((sum, count) => sum + count));
    expect(writesOf(deployment)).toHaveLength(changes);
  });
});

describe('a second deploy of the same configuration', () => {
  it('changes nothing', async () => {
    const deployment = await start();
    await deployment.deploy();
    const before = contentsOf(deployment.rows);
    deployment.account.requests.length = 0;
    expect(await deployment.deploy()).toBe(0);
    expect(writesOf(deployment)).toEqual([]);
    expect(contentsOf(deployment.rows)).toEqual(before);
  });
});

describe('drift', () => {
  const drifts: { what: string; cause(deployment: Deployment): void; changes: number }[] = [
    {
      what: "a number's Voice URL",
      cause: (deployment) => Object.assign(numberRow(deployment, '+14155550100'), { voice_url: 'https://else.where/' }),
      changes: 1,
    },
    {
      what: "a number's fallback",
      cause: (deployment) => Object.assign(numberRow(deployment, '+14155550100'), { voice_fallback_url: null }),
      changes: 1,
    },
    {
      what: 'a number put on a trunk',
      cause: (deployment) => Object.assign(numberRow(deployment, '+14155550100'), { trunk_sid: `TK${'0'.repeat(32)}` }),
      changes: 1,
    },
    {
      what: 'an address that somebody added',
      cause: (deployment) => {
        const [list] = deployment.rows.list(`${sipPath(deployment)}/IpAccessControlLists`);
        const path = `${sipPath(deployment)}/IpAccessControlLists/${list?.sid}/IpAddresses`;
        deployment.rows.put(path, {
          sid: deployment.rows.newSid('IP'),
          ip_address: '192.0.2.1',
          cidr_prefix_length: 32,
        });
      },
      changes: 1,
    },
    {
      what: 'an address that somebody removed',
      cause: (deployment) => {
        const [list] = deployment.rows.list(`${sipPath(deployment)}/IpAccessControlLists`);
        const path = `${sipPath(deployment)}/IpAccessControlLists/${list?.sid}/IpAddresses`;
        deployment.rows.remove(path, deployment.rows.list(path)[0]?.sid ?? '');
      },
      changes: 1,
    },
    {
      what: 'a second list on the domain',
      cause: (deployment) => {
        const [domain] = deployment.rows.list(`${sipPath(deployment)}/Domains`);
        const path = `${sipPath(deployment)}/Domains/${domain?.sid}/Auth/Calls/IpAccessControlListMappings`;
        deployment.rows.put(path, { sid: `AL${'f'.repeat(32)}`, friendly_name: 'everybody' });
      },
      changes: 1,
    },
    {
      what: 'the list unmapped from the domain',
      cause: (deployment) => {
        const [domain] = deployment.rows.list(`${sipPath(deployment)}/Domains`);
        const path = `${sipPath(deployment)}/Domains/${domain?.sid}/Auth/Calls/IpAccessControlListMappings`;
        for (const { sid } of deployment.rows.list(path)) deployment.rows.remove(path, sid);
      },
      changes: 1,
    },
    {
      what: "the domain's fallback",
      cause: (deployment) =>
        Object.assign(deployment.rows.list(`${sipPath(deployment)}/Domains`)[0] ?? {}, { voice_fallback_url: null }),
      changes: 1,
    },
    {
      what: 'the domain deleted',
      cause: (deployment) => {
        const path = `${sipPath(deployment)}/Domains`;
        deployment.rows.remove(path, deployment.rows.list(path)[0]?.sid ?? '');
      },
      changes: 2,
    },
    {
      what: 'the event callback cleared',
      cause: (deployment) =>
        Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, { event_callback_url: null }),
      changes: 1,
    },
    {
      what: 'the events narrowed down',
      cause: (deployment) =>
        Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, { events_filter: 'task.created' }),
      changes: 1,
    },
    {
      what: 'a second list of our name',
      cause: (deployment) => {
        deployment.rows.put(`${sipPath(deployment)}/IpAccessControlLists`, {
          sid: deployment.rows.newSid('AL'),
          friendly_name: 'callback-example',
        });
      },
      changes: 1,
    },
  ];

  it.each(drifts)('is mended: $what', async ({ cause, changes }) => {
    const deployment = await start();
    await deployment.deploy();
    const wanted = contentsOf(deployment.rows);
    cause(deployment);
    expect(contentsOf(deployment.rows)).not.toEqual(wanted);
    expect(await deployment.deploy()).toBe(changes);
    expect(contentsOf(deployment.rows)).toEqual(wanted);
  });

  it('of an event callback that somebody else took is answered by an Event Streams sink of our own', async () => {
    const deployment = await start();
    await deployment.deploy();
    Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, {
      event_callback_url: 'https://other.example.com/',
    });
    await deployment.deploy();
    const [sink] = deployment.rows.list('/v1/Sinks');
    expect(sink?.['sink_configuration']).toMatchObject({
      destination: 'https://api.example.com/task-events',
      batch_events: false,
    });
    expect(deployment.rows.list('/v1/Subscriptions')).toMatchObject([
      {
        sink_sid: sink?.sid,
        types: [
          { type: 'com.twilio.taskrouter.task.created' },
          { type: 'com.twilio.taskrouter.task.canceled' },
          { type: 'com.twilio.taskrouter.reservation.accepted' },
          { type: 'com.twilio.taskrouter.task.completed' },
        ],
      },
    ]);
    expect(deployment.rows.list('/v1/Workspaces')[0]?.['event_callback_url']).toBe('https://other.example.com/');
    expect(await deployment.deploy()).toBe(0);
  });
});

describe('a resource that belongs to somebody else', () => {
  const STUDIO = 'https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1';
  const owners: { what: string; fields: object }[] = [
    { what: 'a Studio flow', fields: { voice_url: STUDIO } },
    { what: 'SIP trunk TK1', fields: { trunk_sid: 'TK1' } },
    { what: 'TwiML application AP1', fields: { voice_application_sid: 'AP1' } },
  ];

  it.each(owners)(
    'is refused while a number is answered by $what, and nothing at all is changed',
    async ({ what, fields }) => {
      const deployment = await start();
      Object.assign(numberRow(deployment, '+14155550100'), fields);
      const refusal = deployment.deploy();
      await expect(refusal).rejects.toThrow('+14155550100 of queue support is answered by');
      await expect(refusal).rejects.toThrow('add "+14155550100" to twilio.takeOver');
      if (what !== 'a Studio flow') await expect(refusal).rejects.toThrow(what);
      expect(writesOf(deployment)).toEqual([]);
    },
  );

  it.each(owners)('is taken over when the configuration says so, and given back: $what', async ({ fields }) => {
    const deployment = await start({ config: taking('+14155550100') });
    Object.assign(numberRow(deployment, '+14155550100'), fields);
    const before = contentsOf(deployment.rows);
    await deployment.deploy();
    expect(numberRow(deployment, '+14155550100')).toMatchObject({ trunk_sid: null, voice_application_sid: null });
    await deployment.remove();
    expect(contentsOf(deployment.rows)).toEqual(before);
  });

  it('is refused when another account of the world has the SIP domain name', async () => {
    const config = { ...taking(), twilio: { ...taking().twilio, sipDomain: 'taken' } };
    const deployment = await start({ config });
    await expect(deployment.deploy()).rejects.toMatchObject({ status: 400, code: 21232 });
    expect(numberRow(deployment, '+14155550100')['voice_url']).toMatch('demo.twilio.com');
  });

  it('is refused when this account has a SIP domain of the name that somebody else made, until told to take it', async () => {
    const domainName = 'callback-example-00000001.sip.twilio.com';
    const place = (deployment: Deployment) =>
      deployment.rows.put(`${sipPath(deployment)}/Domains`, {
        sid: deployment.rows.newSid('SD'),
        domain_name: domainName,
        friendly_name: 'PBX',
        voice_url: 'https://pbx.example.com/',
        voice_method: 'POST',
      });
    const refused = await start();
    place(refused);
    await expect(refused.deploy()).rejects.toThrow(`SIP domain ${domainName} ("PBX") was not made by this deployment`);

    const taken = await start({ config: taking(domainName) });
    const domain = place(taken);
    const listSid = taken.rows.newSid('AL');
    taken.rows.put(`${sipPath(taken)}/IpAccessControlLists`, { sid: listSid, friendly_name: 'PBX' });
    taken.rows.put(`${sipPath(taken)}/Domains/${domain.sid}/Auth/Calls/IpAccessControlListMappings`, {
      sid: listSid,
      friendly_name: 'PBX',
    });
    await taken.deploy();
    expect(taken.rows.get(`${sipPath(taken)}/Domains`, domain.sid)?.['voice_url']).toMatch('api.example.com/sip');
    await taken.remove();
    expect(taken.rows.get(`${sipPath(taken)}/Domains`, domain.sid)?.['voice_url']).toBe('https://pbx.example.com/');
    const mappings = taken.rows.list(`${sipPath(taken)}/Domains/${domain.sid}/Auth/Calls/IpAccessControlListMappings`);
    expect(mappings.map(({ sid }) => sid)).toEqual([listSid]);
  });

  it('is refused when another deployment uses the same stage name in this account', async () => {
    const first = await start();
    await first.deploy();
    const second = await start({ rows: first.rows });
    await expect(second.deploy()).rejects.toThrow('was not made by this deployment');
    expect(writesOf(second)).toEqual([]);
  });
});

describe('what the configuration names', () => {
  it('must exist: every missing resource is named at once and nothing is changed', async () => {
    const deployment = await start();
    const { taskRouter } = deployment.desired.workflows[0] ?? { taskRouter: undefined };
    const workspace = `/v1/Workspaces/${taskRouter?.workspaceSid}`;
    deployment.rows.remove(`${workspace}/Workflows`, taskRouter?.workflowSid ?? '');
    deployment.rows.remove(`${workspace}/TaskQueues`, taskRouter?.taskQueueSid ?? '');
    deployment.rows.remove(
      `/2010-04-01/Accounts/${deployment.configuration.accountSid}/IncomingPhoneNumbers`,
      String(numberRow(deployment, '+14155550100')['sid']),
    );
    const { refusals } = await deployment.plan();
    expect(refusals).toEqual([
      expect.stringMatching(/^workflow WW0+1 of queue support does not exist/),
      expect.stringMatching(/^task queue WQ0+1 of queue support does not exist/),
      expect.stringMatching(/^\+14155550100 of queue support is not a number of this Twilio account/),
    ]);
    expect(writesOf(deployment)).toEqual([]);
  });

  it('must not override the priority of return calls', async () => {
    const deployment = await start();
    const { workspaceSid, workflowSid, taskQueueSid } = deployment.desired.workflows[0]?.taskRouter ?? {};
    const path = `/v1/Workspaces/${workspaceSid}/Workflows`;
    const filter = (expression: string) => ({ expression, targets: [{ queue: taskQueueSid, priority: 1 }] });
    const configure = (expression: string) =>
      Object.assign(deployment.rows.get(path, workflowSid ?? '') ?? {}, {
        configuration: JSON.stringify({ task_routing: { filters: [filter(expression)] } }),
      });
    configure('queue == "support"');
    expect((await deployment.plan()).refusals).toEqual([expect.stringMatching(/priority 1, which replaces the 5/)]);
    configure('callback != null');
    expect((await deployment.plan()).refusals).toEqual([]);
  });
});

describe('a deletion', () => {
  it('restores every webhook that was there and leaves nothing of its own', async () => {
    const deployment = await start({ config: taking('+14155550100') });
    Object.assign(numberRow(deployment, '+14155550100'), {
      voice_url: 'https://old.example.com/voice',
      voice_method: 'GET',
      status_callback: 'https://old.example.com/status',
    });
    Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, { events_filter: 'worker.deleted' });
    const before = contentsOf(deployment.rows);
    await deployment.deploy();
    await deployment.deploy();
    await deployment.remove();
    expect(contentsOf(deployment.rows)).toEqual(before);
    expect(deployment.memory.items.size).toBe(0);
    expect(await deployment.memory.begun()).toBe(false);
  });

  it('leaves a number alone that somebody has pointed elsewhere since', async () => {
    const deployment = await start();
    await deployment.deploy();
    Object.assign(numberRow(deployment, '+14155550100'), { voice_url: 'https://new.example.com/' });
    await deployment.remove();
    expect(numberRow(deployment, '+14155550100')['voice_url']).toBe('https://new.example.com/');
  });

  it('asks Twilio nothing when nothing was ever changed', async () => {
    const deployment = await start();
    await deployment.remove();
    expect(deployment.account.requests).toEqual([]);
  });
});

const STAGING_SIP = 'callback-staging-00000001';

/** A number that an old IVR answered first, then staging, and now prod, which took it and the SIP domain over from staging. */
async function takenOverFromStaging() {
  const config = taking('+14155550100');
  const staging = await start({
    config,
    at: { apiUrl: 'https://staging.example.com', fallbackUrl: 'https://f.example.com', stage: 'staging' },
  });
  Object.assign(numberRow(staging, '+14155550100'), { voice_url: 'https://old-ivr.example.com/voice' });
  await staging.deploy();
  const prod = await start({
    config: {
      ...config,
      twilio: {
        ...config.twilio,
        sipDomain: STAGING_SIP,
        takeOver: ['+14155550100', '+14155550109', `${STAGING_SIP}.sip.twilio.com`],
      },
    },
    rows: staging.rows,
    at: { apiUrl: 'https://prod.example.com', fallbackUrl: 'https://f.example.com', stage: 'prod' },
  });
  await prod.deploy();
  return { staging, prod };
}

const PROD_SIP = expect.stringMatching(/^https:\/\/prod\.example\.com\/sip#/);
const PROD_CALL = /^https:\/\/prod\.example\.com\/queues\/support\/incoming-call#/;

describe('two stages in one account', () => {
  it('a number that prod took over from staging stays with prod when staging is deleted', async () => {
    const { staging, prod } = await takenOverFromStaging();
    await staging.remove();
    expect(numberRow(prod, '+14155550100')['voice_url']).toMatch(PROD_CALL);
    expect(staging.memory.items.size).toBe(0);
  });

  it('a number that prod took over from staging is not taken back by the next deploy of staging, which says why', async () => {
    const { staging, prod } = await takenOverFromStaging();
    await expect(staging.deploy()).rejects.toThrow(
      '+14155550100 of queue support has been taken over by another stage (https://prod.example.com)',
    );
    expect(numberRow(prod, '+14155550100')['voice_url']).toMatch(PROD_CALL);
  });

  it('events that go to prod by now stay with prod when staging is deleted', async () => {
    const { staging, prod } = await takenOverFromStaging();
    const ofProd = { event_callback_url: 'https://prod.example.com/task-events#rc=4' };
    Object.assign(prod.rows.list('/v1/Workspaces')[0] ?? {}, ofProd);
    await staging.remove();
    expect(prod.rows.list('/v1/Workspaces')).toMatchObject([ofProd]);
  });

  it('a SIP domain that prod took over from staging stays as prod left it when staging is deleted', async () => {
    const { staging, prod } = await takenOverFromStaging();
    const domains = () => prod.rows.list(`${sipPath(prod)}/Domains`);
    expect(domains()).toMatchObject([{ friendly_name: 'callback-staging', voice_url: PROD_SIP }]);
    await staging.remove();
    expect(domains()).toMatchObject([{ friendly_name: 'callback-staging', voice_url: PROD_SIP }]);
    const mappings = prod.rows.list(
      `${sipPath(prod)}/Domains/${domains()[0]?.sid}/Auth/Calls/IpAccessControlListMappings`,
    );
    expect(mappings).toMatchObject([{ friendly_name: 'callback-prod' }]);
  });

  it('a SIP domain that prod took over from staging is not taken back by the next deploy of staging', async () => {
    const { staging } = await takenOverFromStaging();
    await expect(staging.deploy()).rejects.toThrow(
      `SIP domain ${STAGING_SIP}.sip.twilio.com has been taken over by another stage (https://prod.example.com)`,
    );
  });
});

describe('a stage whose API was replaced', () => {
  const moved = { ...outputs, apiUrl: 'https://new-api.example.com' };

  it('still knows the webhooks of before as its own: events move, and a number that is dropped meanwhile is given back', async () => {
    const deployment = await start({ config: taking('+14155550109') });
    Object.assign(numberRow(deployment, '+14155550109'), { voice_url: 'https://old.example.com/voice' });
    await deployment.deploy();
    const desired = desiredTwilio(deployment.configuration, moved);
    await deployment.deploy({ ...desired, numbers: desired.numbers.slice(0, 1) });
    expect(numberRow(deployment, '+14155550100')['voice_url']).toMatch('https://new-api.example.com/queues/support/');
    expect(numberRow(deployment, '+14155550109')['voice_url']).toBe('https://old.example.com/voice');
    expect(deployment.rows.list('/v1/Workspaces')[0]?.['event_callback_url']).toMatch('https://new-api.example.com/');
    expect(deployment.rows.list('/v1/Sinks')).toEqual([]);
  });
});

describe('a number that is taken out of the configuration', () => {
  it('gets its old webhooks back', async () => {
    const deployment = await start({ config: taking('+14155550109') });
    Object.assign(numberRow(deployment, '+14155550109'), { voice_url: 'https://old.example.com/voice' });
    await deployment.deploy();
    const { desired } = deployment;
    await deployment.deploy({ ...desired, numbers: desired.numbers.slice(0, 1) });
    expect(numberRow(deployment, '+14155550109')['voice_url']).toBe('https://old.example.com/voice');
    expect(deployment.memory.items.size).toBe(2);
  });
});
