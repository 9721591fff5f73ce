import { servedResults } from '../../lambdas/domain/callback/queue-result.ts';
import type { InChosenLanguage, QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { documentOverrides, routeAddress, routeUrl, type StateOf } from '../../lambdas/routes.ts';
import type { Flow, StudioWidget, Transition } from './widgets.ts';

export interface FlowOptions {
  /** As it speaks to callers who have chosen a language, where the flow is theirs. */
  queue: QueueConfig & InChosenLanguage;
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
  const { chosenLanguage, policy } = options.queue;
  const { language, voice } = policy;
  const mayKeyIn = policy.anotherNumber === 'everybody';
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
        url: routeAddress(options.apiUrl, 'wait-time', options.queue),
        content_type: 'application/x-www-form-urlencoded;charset=utf-8',
        parameters: [
          ...['AccountSid', 'CallSid', 'From', 'To'].map((key) => ({ key, value: `{{trigger.call.${key}}}` })),
          ...(chosenLanguage === undefined ? [] : [{ key: 'Language', value: chosenLanguage }]),
        ],
      },
    },
    split('offer_or_queue', 2, '{{widgets.decision.parsed.decision}}', [
      decision('ask', 'ask'),
      decision('transfer', 'transfer'),
      decision('open-callback', 'open_callback'),
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
        ...{ say: '{{widgets.decision.parsed.question}}', language, voice },
        ...{ number_of_digits: 1, stop_gather: true, timeout: 5, loop: 1 },
      },
    },
    split('answer', 4, '{{widgets.ask.Digits}}', [
      matches('{{widgets.ask.Digits}}', '1', 'transfer'),
      ...(mayKeyIn ? [matches('{{widgets.ask.Digits}}', '3', 'another_number')] : []),
      { event: 'noMatch', next: 'send_to_flex' },
    ]),
    redirect('transfer', 5, '{{widgets.decision.parsed.transferUrl}}', 'send_to_flex'),
    redirect('open_callback', 6, '{{widgets.decision.parsed.openCallbackUrl}}', 'send_to_flex'),
    ...(mayKeyIn
      ? [redirect('another_number', 7, '{{widgets.decision.parsed.anotherNumberUrl}}', 'send_to_flex')]
      : []),
    ...queued(options, mayKeyIn ? 8 : 7, {}),
  ]);
}

/** Scenario 2: the offer on hold comes from the hold URL. */
export function onHoldFlow(options: FlowOptions): Flow {
  const { queue, apiUrl } = options;
  return flow(`${queue.name}: callback offered on hold`, [
    trigger('send_to_flex'),
    ...queued(options, 1, { waitUrl: routeUrl(apiUrl, 'hold', queue) }),
  ]);
}

/** Return calls go to Flex ahead of the queue, with the customer's number from Mindful's header. */
export function returnFlow(options: FlowOptions): Flow {
  const { queue, apiUrl } = options;
  const customer = `{{trigger.call.SipHeader_${queue.callTarget.headerName}}}`;
  return flow(`${queue.name}: return calls from Mindful`, [
    trigger('send_to_flex'),
    ...queued(options, 1, {
      waitUrl: routeUrl(apiUrl, 'return-hold', queue),
      priority: String(queue.policy.priority),
      state: { return: 'proven' },
      attributes: {
        ...{ type: 'inbound', direction: 'inbound', name: customer, queue: queue.name },
        ...{ [queue.callTarget.headerName]: customer, customerPhone: customer, callback: { queue: queue.name } },
      },
    }),
  ]);
}

function flow(description: string, states: StudioWidget[]): Flow {
  return { description, states, initial_state: 'Trigger', flags: { allow_concurrent_calls: true } };
}

function at(row: number) {
  return { offset: { x: 0, y: row * 250 } };
}

function trigger(next: string): StudioWidget {
  const others = ['incomingMessage', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'];
  const transitions = [{ event: 'incomingCall', next }, ...others.map((event) => ({ event }))];
  return { name: 'Trigger', type: 'trigger', transitions, properties: at(0) };
}

function split(name: string, row: number, input: string, transitions: Transition[]): StudioWidget {
  return { name, type: 'split-based-on', transitions, properties: { ...at(row), input } };
}

/** Without `next` the flow ends there. */
function matches(argument: string, value: string, next?: string): Transition {
  const condition = { friendly_name: `If value equal_to ${value}`, arguments: [argument], type: 'equal_to', value };
  return { event: 'match', next, conditions: [condition] };
}

function redirect(name: string, row: number, url: string, whenItFails: string): StudioWidget {
  return {
    name,
    type: 'add-twiml-redirect',
    transitions: [{ event: 'return' }, { event: 'timeout' }, { event: 'fail', next: whenItFails }],
    properties: { ...at(row), url, method: 'POST', timeout: REDIRECT_TIMEOUT_SECONDS },
  };
}

interface Queued {
  waitUrl?: string;
  priority?: string;
  attributes?: Record<string, unknown>;
  /** What `left-queue` needs to know. */
  state?: StateOf<'left-queue'>;
}

/**
 * The queue and what comes after it. Studio follows "Task created" however the wait ends, even after a conversation with an
 * agent. A served caller is done. For all others `left-queue` decides, as it does without Studio: a caller who accepted a
 * callback on hold goes to Mindful, and a caller whose task was lost goes back into the queue. If this service does not answer,
 * the flow sends the caller to Flex again.
 */
function queued(options: FlowOptions, row: number, { state = {}, ...send }: Queued): StudioWidget[] {
  const { queue, apiUrl } = options;
  const result = '{{widgets.send_to_flex.QueueResult}}';
  const known = routeAddress(apiUrl, 'left-queue', queue, state);
  const waited = '{{widgets.send_to_flex.QueueTime}}';
  const leftQueue = `${known}${known.includes('?') ? '&' : '?'}result=${result}&waited=${waited}${documentOverrides}`;
  const { waitUrl: _, ...again } = send;
  return [
    sendToFlex('send_to_flex', options, row, {
      ...send,
      transitions: [
        { event: 'callComplete', next: 'served' },
        { event: 'failedToEnqueue', next: 'left_queue' },
        { event: 'callFailure', next: 'left_queue' },
      ],
    }),
    split('served', row + 1, result, [
      ...servedResults.map((served) => matches(result, served)),
      { event: 'noMatch', next: 'left_queue' },
    ]),
    redirect('left_queue', row + 2, leftQueue, 'back_to_flex'),
    sendToFlex('back_to_flex', options, row + 3, {
      ...again,
      transitions: [{ event: 'callComplete' }, { event: 'failedToEnqueue' }, { event: 'callFailure' }],
    }),
  ];
}

interface SendToFlex extends Omit<Queued, 'state'> {
  transitions: Transition[];
}

function sendToFlex(
  name: string,
  { queue, voiceChannelSid }: FlowOptions,
  row: number,
  send: SendToFlex,
): StudioWidget {
  const { transitions, waitUrl, priority = '0' } = send;
  const ordinary = {
    ...{ type: 'inbound', direction: 'inbound', name: '{{trigger.call.From}}', queue: queue.name },
    language: queue.chosenLanguage,
    conversations: { conversation_id: '{{trigger.call.CallSid}}' },
  };
  return {
    name,
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
