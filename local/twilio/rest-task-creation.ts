import type { TaskView } from '../taskrouter/tasks.ts';
import { invalidParameter, type RestAnswer, readParameters } from './rest-answers.ts';
import type { RestContext } from './rest-api.ts';
import { readAttributes, readPriority, taskAnswer } from './rest-tasks.ts';

/** A task without a call. https://www.twilio.com/docs/taskrouter/api/task#create-a-task */
export function createTask(context: RestContext): RestAnswer {
  const form = readParameters(context.body, ['WorkflowSid', 'Attributes', 'Priority', 'Timeout']);
  const { model, nowMs } = context;
  const priority = form.get('Priority');
  const timeout = form.get('Timeout');
  const sid = model.createTask(
    {
      workflowSid: form.get('WorkflowSid') ?? '',
      attributes: readAttributes(form.get('Attributes') ?? '{}'),
      ...(priority !== undefined && { priority: readPriority(priority) }),
      ...(timeout !== undefined && { timeoutSeconds: readTimeout(timeout) }),
    },
    nowMs,
  );
  context.onChange();
  return { ...taskAnswer(model.task(sid, nowMs) as TaskView, context), status: 201 };
}

function readTimeout(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw invalidParameter(`Timeout=${text} is not a whole number of seconds`);
}
