import { describe, expect, it } from '@jest/globals';
import { beforeQueueFlow, onHoldFlow, returnFlow } from '../../bin/studio/flows.ts';
import { type Flow, flowProblems, type StudioWidget } from '../../bin/studio/widgets.ts';
import { queueConfig } from '../support/builders.ts';

const options = { queue: queueConfig(), apiUrl: 'https://api.example.com', voiceChannelSid: `TC${'0'.repeat(32)}` };
const flows: { kind: string; flow: Flow }[] = [
  { kind: 'before the queue', flow: beforeQueueFlow(options) },
  { kind: 'on hold', flow: onHoldFlow(options) },
  { kind: 'return', flow: returnFlow(options) },
];

function widget(flow: Flow, name: string): StudioWidget {
  const found = flow.states.find((state) => state.name === name);
  if (!found) throw new Error(`no widget is called ${name}`);
  return found;
}

function next(flow: Flow, name: string, event: string): string | undefined {
  return widget(flow, name).transitions.find((transition) => transition.event === event)?.next;
}

describe.each(flows)('the flow for $kind', ({ flow }) => {
  it('has nothing that Studio would not know', () => expect(flowProblems(flow)).toEqual([]));

  it('starts with a call', () => expect(next(flow, 'Trigger', 'incomingCall')).toBeDefined());

  it('puts its call into the workflow of the queue', () =>
    expect(widget(flow, 'send_to_flex').properties).toMatchObject({
      workflow: options.queue.taskRouter.workflowSid,
      channel: options.voiceChannelSid,
      attributes: expect.stringContaining('"queue":"support"'),
    }));
});

describe('a caller in the flow before the queue', () => {
  const flow = beforeQueueFlow(options);

  it('goes into the queue when this service does not answer, or has nothing to offer', () => {
    expect(next(flow, 'decision', 'failed')).toBe('send_to_flex');
    expect(next(flow, 'offer_or_queue', 'noMatch')).toBe('send_to_flex');
    expect(next(flow, 'transfer', 'fail')).toBe('send_to_flex');
  });

  it('goes into the queue after silence or another key, and to Mindful after 1', () => {
    expect(next(flow, 'ask', 'timeout')).toBe('send_to_flex');
    expect(next(flow, 'answer', 'noMatch')).toBe('send_to_flex');
    expect(next(flow, 'answer', 'match')).toBe('transfer');
  });

  it('is decided about by the route of the queue', () =>
    expect(widget(flow, 'decision').properties['url']).toBe('https://api.example.com/queues/support/wait-time'));
});

describe('a caller in the flow on hold', () => {
  const flow = onHoldFlow(options);

  it('holds with this service, which decides about everybody who was not served', () => {
    expect(widget(flow, 'send_to_flex').properties['waitUrl']).toMatch(
      /^https:\/\/api\.example\.com\/queues\/support\/hold#rc=2/,
    );
    expect(widget(flow, 'served').transitions).toMatchObject([
      { event: 'match', conditions: [{ value: 'bridged', type: 'equal_to' }] },
      ...Array(4).fill({ event: 'match' }),
      { event: 'noMatch', next: 'left_queue' },
    ]);
    expect(widget(flow, 'left_queue').properties['url']).toBe(
      'https://api.example.com/queues/support/left-queue?result={{widgets.send_to_flex.QueueResult}}&waited={{widgets.send_to_flex.QueueTime}}#rc=2&rp=ct,rt,5xx&ct=2000&rt=4500&tt=14000',
    );
    expect(next(flow, 'left_queue', 'fail')).toBe('back_to_flex');
  });
});

describe('a return call in its flow', () => {
  const { properties } = widget(returnFlow(options), 'send_to_flex');

  it('goes ahead of the queue with the number from the header', () => {
    expect(properties['priority']).toBe('5');
    expect(JSON.parse(String(properties['attributes']))).toMatchObject({
      customerPhone: '{{trigger.call.SipHeader_x-user-to-user}}',
      callback: { queue: 'support' },
    });
  });
});

describe('a flow that is wrong', () => {
  const right = onHoldFlow(options);
  const changed = (name: string, change: Partial<StudioWidget>): Flow => ({
    ...right,
    states: right.states.map((state) => (state.name === name ? { ...state, ...change } : state)),
  });

  it.each([
    { flow: changed('left_queue', { type: 'redirect' }), problem: 'left_queue: widget type redirect is not known' },
    {
      flow: changed('left_queue', { properties: { offset: {}, url: '', method: '' } }),
      problem: 'left_queue: property timeout is missing',
    },
    {
      flow: changed('served', { properties: { offset: {}, input: '{{widgets.other.x}}', colour: 'red' } }),
      problem: 'served: property colour is not known',
    },
    {
      flow: changed('Trigger', { transitions: [{ event: 'incomingCall', next: 'nowhere' }] }),
      problem: 'Trigger: next nowhere is no widget',
    },
    { flow: changed('Trigger', { transitions: [] }), problem: 'send_to_flex is never reached' },
    { flow: { ...right, initial_state: 'Start' }, problem: 'initial_state Start is no widget' },
    { flow: { ...right, states: [...right.states, ...right.states.slice(0, 1)] }, problem: 'Trigger is there twice' },
  ])('is found: $problem', ({ flow, problem }) => expect(flowProblems(flow)).toContain(problem));
});
