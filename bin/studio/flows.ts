import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { routeUrl } from '../../lambdas/routes.ts';
import type { Flow, Transition, Widget } from './widgets.ts';

export interface FlowOptions {
  queue: QueueConfig;
  apiUrl: string;
  /** SID of the workspace's voice task channel. */
  voiceChannelSid: string;
}

/** Studio waits so long for what comes back from a redirect: a call with Mindful or an agent may last. */
const REDIRECT_TIMEOUT_SECONDS = '14400';

/** Scenario 1: the decision before the queue, asked and answered in Studio, the transfer by a TwiML Redirect. */
export function beforeQueueFlow(options: FlowOptions): Flow {
  const decision = (value: string, next: string): Transition =>
    matches('{{widgets.decision.parsed.decision}}', value, next);
  const { language, voice } = options.queue.policy;
  return flow(`${options.queue.name}: callback offered before the queue`, [
    trigger('decision'),
    {
      name: 'decision',
      type: 'make-http-request',
      transitions: [
        { event: 'success', next: 'offer_or_queue' },
        { event: 'failed', next: 'send_to_flex' },
      ],
      properties: {
        ...at(1),
        method: 'POST',
        url: routeUrl(options.apiUrl, 'wait-time', options.queue.name),
        content_type: 'application/x-www-form-urlencoded;charset=utf-8',
        parameters: ['AccountSid', 'CallSid', 'From', 'To'].map((key) => ({ key, value: `{{trigger.call.${key}}}` })),
      },
    },
    split('offer_or_queue', 2, '{{widgets.decision.parsed.decision}}', [
      decision('ask', 'ask'),
      decision('transfer', 'transfer'),
      { event: 'noMatch', next: 'send_to_flex' },
    ]),
    {
      name: 'ask',
      type: 'gather-input-on-call',
      transitions: [
        { event: 'keypress', next: 'answer' },
        { event: 'speech', next: 'send_to_flex' },
        { event: 'timeout', next: 'send_to_flex' },
      ],
      properties: {
        ...at(3),
        ...{ say: askIn(language), language, voice, number_of_digits: 1, stop_gather: true, timeout: 5, loop: 1 },
      },
    },
    split('answer', 4, '{{widgets.ask.Digits}}', [
      matches('{{widgets.ask.Digits}}', '1', 'transfer'),
      { event: 'noMatch', next: 'send_to_flex' },
    ]),
    redirect(5, '{{widgets.decision.parsed.transferUrl}}', 'send_to_flex'),
    sendToFlex(options, 6, { transitions: endOfCall() }),
  ]);
}

/** Scenario 2: the offer on hold comes from the hold URL; whoever leaves the queue for it is transferred. */
export function onHoldFlow(options: FlowOptions): Flow {
  const { queue, apiUrl } = options;
  const result = '{{widgets.send_to_flex.QueueResult}}';
  return flow(`${queue.name}: callback offered on hold`, [
    trigger('send_to_flex'),
    sendToFlex(options, 1, {
      waitUrl: routeUrl(apiUrl, 'hold', queue.name),
      // Studio takes this way after every end of the wait, a conversation with an agent included.
      transitions: [
        { event: 'callComplete', next: 'left_for_callback' },
        { event: 'failedToEnqueue' },
        { event: 'callFailure' },
      ],
    }),
    split('left_for_callback', 2, result, [matches(result, 'leave', 'transfer'), { event: 'noMatch' }]),
    redirect(3, routeUrl(apiUrl, 'transfer', queue.name), undefined),
  ]);
}

/** Return calls go to Flex ahead of the queue, with the customer's number from Mindful's header. */
export function returnFlow(options: FlowOptions): Flow {
  const { queue, apiUrl } = options;
  const customer = `{{trigger.call.SipHeader_${queue.callTarget.headerName}}}`;
  return flow(`${queue.name}: return calls from Mindful`, [
    trigger('send_to_flex'),
    sendToFlex(options, 1, {
      waitUrl: routeUrl(apiUrl, 'return-hold', queue.name),
      priority: String(queue.policy.priority),
      attributes: {
        ...{ type: 'inbound', direction: 'inbound', name: customer, queue: queue.name },
        ...{ [queue.callTarget.headerName]: customer, customerPhone: customer, callback: { queue: queue.name } },
      },
      transitions: endOfCall(),
    }),
  ]);
}

function flow(description: string, states: Widget[]): Flow {
  return { description, states, initial_state: 'Trigger', flags: { allow_concurrent_calls: true } };
}

function at(row: number) {
  return { offset: { x: 0, y: row * 250 } };
}

function trigger(next: string): Widget {
  const others = ['incomingMessage', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'];
  const transitions = [{ event: 'incomingCall', next }, ...others.map((event) => ({ event }))];
  return { name: 'Trigger', type: 'trigger', transitions, properties: at(0) };
}

function split(name: string, row: number, input: string, transitions: Transition[]): Widget {
  return { name, type: 'split-based-on', transitions, properties: { ...at(row), input } };
}

function matches(argument: string, value: string, next: string): Transition {
  const condition = { friendly_name: `If value equal_to ${value}`, arguments: [argument], type: 'equal_to', value };
  return { event: 'match', next, conditions: [condition] };
}

function redirect(row: number, url: string, whenItFails: string | undefined): Widget {
  const failed = whenItFails === undefined ? {} : { next: whenItFails };
  return {
    name: 'transfer',
    type: 'add-twiml-redirect',
    transitions: [{ event: 'return' }, { event: 'timeout' }, { event: 'fail', ...failed }],
    properties: { ...at(row), url, method: 'POST', timeout: REDIRECT_TIMEOUT_SECONDS },
  };
}

function endOfCall(): Transition[] {
  return [{ event: 'callComplete' }, { event: 'failedToEnqueue' }, { event: 'callFailure' }];
}

interface SendToFlex {
  transitions: Transition[];
  waitUrl?: string;
  priority?: string;
  attributes?: Record<string, unknown>;
}

function sendToFlex({ queue, voiceChannelSid }: FlowOptions, row: number, send: SendToFlex): Widget {
  const { transitions, waitUrl, priority = '0' } = send;
  const ordinary = { type: 'inbound', direction: 'inbound', name: '{{trigger.call.From}}', queue: queue.name };
  return {
    name: 'send_to_flex',
    type: 'send-to-flex',
    transitions,
    properties: {
      ...at(row),
      workflow: queue.taskRouter.workflowSid,
      channel: voiceChannelSid,
      attributes: JSON.stringify(send.attributes ?? ordinary),
      priority,
      timeout: String(queue.policy.taskTimeoutSeconds),
      ...(waitUrl !== undefined && { waitUrl, waitUrlMethod: 'POST' }),
    },
  };
}

const PHRASE = '{{widgets.decision.parsed.phrase}}';

function askIn(language: QueueConfig['policy']['language']): string {
  return language === 'es-US'
    ? `${PHRASE} Para que le devolvamos la llamada sin perder su turno, marque 1. Para esperar, no cuelgue.`
    : `${PHRASE} To be called back without losing your place, press 1. To hold, stay on the line.`;
}
