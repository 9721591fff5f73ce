import type { TaskView } from '../../taskrouter/tasks.ts';
import { type TaskChannel, taskChannels } from '../../taskrouter/terms.ts';
import { invalidParameter, type RestAnswer, readKnownParameters } from './answers.ts';
import type { RestContext } from './context.ts';
import { readAttributes, readPriority, taskAnswer } from './tasks.ts';

/** A task without a call. https://www.twilio.com/docs/taskrouter/api/task#create-a-task */
export function answerTaskCreation(context: RestContext): RestAnswer {
  const form = readKnownParameters(context.body, ['WorkflowSid', 'TaskChannel', 'Attributes', 'Priority', 'Timeout']);
  const { model, nowMs } = context;
  const priority = form.get('Priority');
  const timeout = form.get('Timeout');
  const sid = model.createTask(
    {
      workflowSid: form.get('WorkflowSid') ?? '',
      channel: readChannel(form.get('TaskChannel')),
      attributes: readAttributes(form.get('Attributes') ?? '{}'),
      priority: priority === undefined ? undefined : readPriority(priority),
      timeoutSeconds: timeout === undefined ? undefined : readTimeout(timeout),
    },
    nowMs,
  );
  context.onChange();
  return { ...taskAnswer(model.task(sid, nowMs) as TaskView, context), status: 201 };
}

/** Without one, TaskRouter puts the task on the default channel. */
function readChannel(text = 'default'): TaskChannel {
  const channel = taskChannels.find((one) => one === text);
  if (channel) return channel;
  throw invalidParameter(`TaskChannel=${text} is no channel of this workspace: use ${taskChannels.join(' or ')}`);
}

function readTimeout(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw invalidParameter(`Timeout=${text} is not a whole number of seconds`);
}
