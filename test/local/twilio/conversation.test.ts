import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { asked, heard, PhoneLine, WORKFLOW } from './phone-line.ts';
import { twiml } from './webhook-target.ts';

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

describe('a caller whose agent answers', () => {
  it('talks, and afterwards the action is told', async () => {
    const call = await waits();
    await line.clock.advance(40);
    await line.agentAccepts();
    expect(call.where).toBe('talking to an agent');
    expect(heard(call).at(-1)).toBe('40 connected Ann');
    await line.clock.advance(300);
    expect(queueResults()).toEqual([]);
    expect(line.target.formsAt('/hold')).toHaveLength(2);
    await line.agentHangsUp();
    expect(queueResults()).toEqual([{ QueueResult: 'bridged', QueueTime: '40', CallStatus: 'in-progress' }]);
    expect(heard(call).slice(-2)).toEqual(['340 disconnected the agent hung up', '340 says Result bridged']);
  });

  it('is over when the agent hangs up and the action has nothing more to say', async () => {
    line.target.on('/left', twiml());
    const call = await waits();
    await line.agentAccepts();
    await line.agentHangsUp();
    expect(call).toMatchObject({ status: 'completed', endedBy: 'agent', where: 'ended', faults: [] });
  });

  it('in the middle of a choice is connected at once', async () => {
    line.target.on('/hold', twiml('<Gather numDigits="1" action="/hold-reply"><Say>Press one</Say></Gather>'));
    const call = await waits();
    expect(call.where).toBe('choosing in queue support');
    await line.agentAccepts();
    await line.press(call, '1');
    await line.clock.advance(60);
    expect(call.where).toBe('talking to an agent');
    expect(asked(call)).toEqual(['/voice', '/hold']);
  });

  it('while their choice is on its way is connected, whatever the answer says', async () => {
    line.target.on('/hold', twiml('<Gather numDigits="1" action="/hold-reply"/>'));
    line.target.on('/hold-reply', () => {
      line.queue.latest.accepted({ name: 'Ann' });
      return twiml('<Leave/>');
    });
    const call = await waits();
    await line.press(call, '1');
    expect(call.where).toBe('talking to an agent');
    expect(queueResults()).toEqual([]);
    await line.agentHangsUp();
    expect(queueResults()).toMatchObject([{ QueueResult: 'bridged' }]);
  });

  it('makes room in the line, and does not count in its average any more', async () => {
    await waits();
    await line.clock.advance(60);
    await line.agentAccepts();
    await waits();
    expect(line.target.formsAt('/hold').at(-1)).toMatchObject({
      QueuePosition: '1',
      CurrentQueueSize: '1',
      AvgQueueTime: '0',
    });
  });

  it('may hang up first, which frees the agent', async () => {
    const call = await waits();
    await line.clock.advance(20);
    await line.agentAccepts();
    await line.clock.advance(60);
    await line.hangUp(call);
    expect(call).toMatchObject({ endedBy: 'caller', status: 'completed' });
    expect(line.queue.conversationsEnded).toEqual(['WT1']);
    expect(line.queue.canceled).toEqual([]);
    expect(queueResults()).toEqual([{ QueueResult: 'bridged', QueueTime: '20', CallStatus: 'completed' }]);
    expect(heard(call).at(-1)).toBe('20 connected Ann');
  });
});
