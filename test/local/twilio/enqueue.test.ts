import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { TaskRefused } from '../../../local/twilio/voice-queue.ts';
import { ACCOUNT_SID, asked, CALLER, heard, NUMBER, PhoneLine, WORKFLOW } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open();
  line.target.on('/left', ({ form }) => twiml(`<Say>Result ${form['QueueResult']}</Say>`));
  line.target.on('/hold', twiml('<Play>/music.mp3</Play>'));
});

afterEach(() => line.close());

const ENQUEUE = `<Enqueue workflowSid="${WORKFLOW}" waitUrl="/hold" action="/left"><Task>{"name":"Zoë"}</Task></Enqueue>`;

/** A caller who waits in the queue. */
async function waits(enqueue = ENQUEUE): Promise<CallRecord> {
  line.target.on('/voice', twiml(`${enqueue}<Say>After the queue</Say>`));
  return line.call();
}

function queueResults(): Record<string, string>[] {
  return line.target.formsAt('/left').map(({ QueueResult = '', QueueTime = '', CallStatus = '' }) => ({
    ...{ QueueResult, QueueTime, CallStatus },
  }));
}

describe('a caller who is put into a queue', () => {
  it('becomes a task with the attributes of the document and of the call', async () => {
    const call = await waits(
      `<Enqueue workflowSid="${WORKFLOW}"><Task priority="5" timeout="900">{"name":"Zoë","from":"made up"}</Task></Enqueue>`,
    );
    expect(line.queue.orders).toEqual([
      {
        workflowSid: WORKFLOW,
        priority: 5,
        timeoutSeconds: 900,
        attributes: {
          name: 'Zoë',
          call_sid: call.callSid,
          account_sid: ACCOUNT_SID,
          api_version: '2010-04-01',
          call_status: 'in-progress',
          direction: 'inbound',
          ...{ from: CALLER, to: NUMBER, caller: CALLER, called: NUMBER },
          ...{ from_city: 'SAN FRANCISCO', from_state: 'CA', from_zip: '94105', from_country: 'US' },
          ...{ to_city: 'NEW YORK', to_state: 'NY', to_zip: '10001', to_country: 'US' },
          ...{ caller_city: 'SAN FRANCISCO', caller_state: 'CA', caller_zip: '94105', caller_country: 'US' },
          ...{ called_city: 'NEW YORK', called_state: 'NY', called_zip: '10001', called_country: 'US' },
        },
      },
    ]);
    expect(call).toMatchObject({ status: 'in-progress', taskSids: ['WT1'], faults: [] });
  });

  it('becomes a task of ordinary priority that waits a day, unless the document says otherwise', async () => {
    await waits(`<Enqueue workflowSid="${WORKFLOW}"/>`);
    expect(line.queue.orders).toMatchObject([{ priority: 0, timeoutSeconds: 86_400 }]);
  });

  it('hears what the waitUrl answers, again and again', async () => {
    const call = await waits();
    expect(call.where).toBe('holding in queue support');
    await line.clock.advance(75);
    expect(heard(call)).toEqual([
      '0 enters queue support',
      `0 plays ${ORIGIN}/music.mp3`,
      `30 plays ${ORIGIN}/music.mp3`,
      `60 plays ${ORIGIN}/music.mp3`,
    ]);
    expect(asked(call)).toEqual(['/voice', '/hold', '/hold', '/hold']);
  });

  it('is described to the waitUrl with their place in the line', async () => {
    await waits();
    await line.clock.advance(10);
    await waits();
    await line.clock.advance(20);
    expect(line.target.formsAt('/hold').slice(1)).toMatchObject([
      {
        QueuePosition: '2',
        QueueTime: '0',
        AvgQueueTime: '5',
        CurrentQueueSize: '2',
        MaxQueueSize: '2',
        CallStatus: 'in-progress',
      },
      { QueuePosition: '1', QueueTime: '30', AvgQueueTime: '25', CurrentQueueSize: '2', MaxQueueSize: '2' },
    ]);
    expect(line.target.formsAt('/hold')[0]?.['QueueSid']).toMatch(/^QU[0-9a-f]{32}$/);
    expect(line.target.received.every(({ validlySigned }) => validlySigned)).toBe(true);
  });

  it('may be asked for by GET', async () => {
    const call = await waits(`<Enqueue workflowSid="${WORKFLOW}" waitUrl="/hold" waitUrlMethod="GET"/>`);
    expect(line.target.received.at(-1)).toMatchObject({ method: 'GET', validlySigned: true });
    expect(asked(call).at(-1)).toContain('QueuePosition=1');
  });

  it.each([
    ['', "0 plays Twilio's hold music"],
    ['waitUrl=""', '0 enters queue support'],
  ])('without a waitUrl (%s) waits all the same', async (attribute, lastHeard) => {
    const call = await waits(`<Enqueue workflowSid="${WORKFLOW}" ${attribute} action="/left"/>`);
    await line.clock.advance(500);
    expect(heard(call).at(-1)).toBe(lastHeard);
    await line.agentAccepts();
    expect(call.where).toBe('talking to an agent');
  });

  it('may be redirected within the wait, and comes back to the waitUrl', async () => {
    line.target.on('/hold', twiml('<Say>Please hold</Say><Redirect>/hold/news</Redirect>'));
    line.target.on('/hold/news', twiml('<Say>News</Say>'));
    const call = await waits();
    await line.clock.advance(2);
    expect(asked(call)).toEqual(['/voice', '/hold', '/hold/news', '/hold']);
  });
});

describe('a caller who cannot enter the queue', () => {
  it('because it is full is told so at once', async () => {
    await waits();
    await waits();
    const call = await waits();
    expect(line.target.formsAt('/left')).toMatchObject([{ QueueResult: 'queue-full' }]);
    expect(line.target.formsAt('/left')[0]).not.toHaveProperty('QueueSid');
    expect(line.queue.orders).toHaveLength(2);
    expect(call.faults).toEqual([]);
  });

  it('because the document allows fewer is told so', async () => {
    await waits();
    await waits(ENQUEUE.replace('waitUrl', 'maxQueueSize="1" waitUrl'));
    expect(queueResults()).toMatchObject([{ QueueResult: 'queue-full' }]);
  });

  it.each([
    [
      'an unknown workflow',
      '<Enqueue workflowSid="WW2" action="/left"/>',
      /names no workflow of this contact centre: WW2/,
    ],
    ['no workflow', '<Enqueue action="/left"/>', /names no workflow/],
    ['text', ENQUEUE.replace(/\{.*\}/, 'hello'), /holds no JSON object: hello/],
    ['an array', ENQUEUE.replace(/\{.*\}/, '[1]'), /holds no JSON object/],
    ['null', ENQUEUE.replace(/\{.*\}/, 'null'), /holds no JSON object/],
    ['too much', ENQUEUE.replace('Zoë', 'a'.repeat(4096)), /characters, more than 4096/],
  ])('because the task has %s is an error', async (_what, enqueue, fault) => {
    const call = await waits(enqueue);
    expect(queueResults()).toMatchObject([{ QueueResult: 'error' }]);
    expect(call.faults).toEqual([expect.stringMatching(fault)]);
    expect(line.queue.orders).toEqual([]);
  });

  it.each([
    [new TaskRefused('attributes too long'), 'error'],
    [new Error('TaskRouter is down'), 'system-error'],
  ])('because of %s is %s', async (refusal, result) => {
    line.queue.refusal = refusal;
    const call = await waits();
    expect(queueResults()).toMatchObject([{ QueueResult: result }]);
    expect(call.faults).toEqual([`TaskRouter made no task: ${refusal.message}`]);
    line.queue.refusal = undefined;
    await waits();
    expect(line.target.formsAt('/hold').at(-1)).toMatchObject({ CurrentQueueSize: '1' });
  });

  it('goes on with the next verb when there is no action', async () => {
    line.queue.refusal = new Error('TaskRouter is down');
    const call = await waits(`<Enqueue workflowSid="${WORKFLOW}"/>`);
    expect(heard(call)).toEqual(['0 says After the queue']);
  });
});

describe('a caller who was in the queue before', () => {
  it('may enter it again as a new task', async () => {
    line.target.on('/hold', { status: 500 });
    line.target.on('/left', twiml(`<Enqueue workflowSid="${WORKFLOW}"/>`));
    const call = await waits();
    expect(call.taskSids).toEqual(['WT1', 'WT2']);
    expect(call.where).toBe('holding in queue support');
    await line.agentAccepts();
    expect(call.where).toBe('talking to an agent');
  });
});
