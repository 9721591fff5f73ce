import type { QueueResult } from '../calls/call-faults.ts';
import { callAttributes, standardParameters } from '../calls/call-parameters.ts';
import { CutShort } from '../calls/phase.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import { type CallTaskOrder, TaskRefused } from '../voice-queue.ts';
import type { WaitingLine } from '../waiting-line.ts';
import type { WebhookParameters } from '../webhooks.ts';
import { followAction } from './action.ts';
import { QueuedCall } from './queued-call.ts';
import { integerAttribute, type Verb, type VerbContext, type VerbResult } from './verb.ts';
import { waitInLine } from './wait-in-line.ts';

/** TaskRouter keeps no more of a task's attributes. https://www.twilio.com/docs/taskrouter/limits */
const MOST_ATTRIBUTE_CHARACTERS = 4096;

/** Makes a task for the caller and keeps them in the line until an agent takes the call or they leave it. */
export const enqueueVerb: Verb = async (element, context) => {
  const { call } = context;
  call.answer();
  const unlucky = context.services.faults?.queueResult(call.record.callSid);
  if (unlucky) return report(unlucky, element, context);
  const line = context.services.lines.get(element.attributes['workflowSid'] ?? '');
  const order = line && taskOrder(element, line, context);
  if (!line || !order) {
    if (!line) call.fault(`<Enqueue> names no workflow of this contact centre: ${element.attributes['workflowSid']}`);
    return report('error', element, context);
  }
  if (line.size >= Math.min(line.maxSize, integerAttribute(element, 'maxQueueSize', line.maxSize))) {
    return report('queue-full', element, context);
  }
  const queued = enter(line, order, context);
  return typeof queued === 'string' ? report(queued, element, context) : waitForAgent(queued, element, context);
};

/** `undefined` when the order is wrong, which is then a fault of the call. */
function taskOrder(
  element: TwimlElement,
  line: WaitingLine,
  { call, services }: VerbContext,
): CallTaskOrder | undefined {
  const task = element.children[0];
  const attributes = task ? jsonObject(task.text) : {};
  if (!attributes) {
    call.fault(`<Task> holds no JSON object: ${task?.text}`);
    return undefined;
  }
  // It is not documented whether a task's own attributes replace the call's, so they do not here.
  const merged = { ...attributes, ...callAttributes(standardParameters(call, services.accountSid)) };
  const length = JSON.stringify(merged).length;
  if (length > MOST_ATTRIBUTE_CHARACTERS) {
    call.fault(`the task's attributes have ${length} characters, more than ${MOST_ATTRIBUTE_CHARACTERS}`);
    return undefined;
  }
  return {
    workflowSid: line.workflowSid,
    attributes: merged,
    priority: task ? integerAttribute(task, 'priority', 0) : 0,
    timeoutSeconds: task ? integerAttribute(task, 'timeout', DAY_SECONDS) : DAY_SECONDS,
  };
}

const DAY_SECONDS = 86_400;

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function enter(
  line: WaitingLine,
  order: CallTaskOrder,
  { call, services }: VerbContext,
): QueuedCall | 'error' | 'system-error' {
  try {
    return new QueuedCall(line, order, call, services);
  } catch (error) {
    call.fault(`TaskRouter made no task: ${(error as Error).message}`);
    return error instanceof TaskRefused ? 'error' : 'system-error';
  }
}

async function waitForAgent(queued: QueuedCall, element: TwimlElement, context: VerbContext): Promise<VerbResult> {
  const { call, phase, services } = context;
  try {
    const ending = await phase.untilInterrupted(
      (waiting) => waitInLine(queued, element, { ...context, phase: waiting }),
      queued.onAgent,
    );
    if (ending === 'bridged') await queued.talk(phase);
    else queued.leave(ending === 'leave' && !services.leaveCancelsTask() ? 'keep-task' : 'cancel-task');
    if (ending === 'hangup') call.end('document');
    return await report(ending, element, context, queued.parameters());
  } catch (error) {
    if (error instanceof CutShort) await report(queued.abandon(), element, context, queued.parameters());
    throw error;
  }
}

function report(
  result: QueueResult,
  element: TwimlElement,
  context: VerbContext,
  queueParameters: WebhookParameters = {},
): Promise<VerbResult> {
  return followAction(element, context, { QueueResult: result, ...queueParameters });
}
