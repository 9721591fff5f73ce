import { createHash } from 'node:crypto';
import type { TaskView } from '../../taskrouter/tasks.ts';
import { invalidParameter, notFound, ok, type RestAnswer, RestError, readKnownParameters } from './answers.ts';
import { type RestContext, taskRouterOrigin } from './context.ts';
import { metaOf, pageOf } from './pages.ts';
import { matchesExpression } from './task-expression.ts';
import { taskJson } from './task-json.ts';

/** https://www.twilio.com/docs/taskrouter/api/task */
export function answerTask(context: RestContext): RestAnswer {
  readKnownParameters(context.query, []);
  return taskAnswer(taskOf(context), context);
}

export function answerTaskList(context: RestContext): RestAnswer {
  const filters = ['EvaluateTaskAttributes', 'AssignmentStatus', 'WorkflowSid', 'TaskQueueSid'];
  const known = [...filters, 'Ordering', 'PageSize', 'Page', 'PageToken'];
  const parameters = readKnownParameters(context.query, known, ['AssignmentStatus']);
  const { model, nowMs, taskQueueSids } = context;
  const statuses = parameters.get('AssignmentStatus')?.split(',');
  const expression = parameters.get('EvaluateTaskAttributes');
  const tasks = taskQueueSids
    .filter((sid) => sid === (parameters.get('TaskQueueSid') ?? sid))
    .flatMap((sid) => model.tasks(sid, nowMs))
    .filter((task) => task.workflowSid === (parameters.get('WorkflowSid') ?? task.workflowSid))
    .filter((task) => statuses?.includes(task.status) ?? true)
    .filter((task) => expression === undefined || matchesExpression(task.attributes, expression));
  tasks.sort(inOrder(parameters.get('Ordering') ?? 'DateCreated:asc'));
  const page = pageOf(tasks, context.path, context.query);
  return ok({
    tasks: page.items.map((task) => taskJson(task, context)),
    meta: metaOf(page, 'tasks', taskRouterOrigin),
  });
}

const attributesOfOrder: Readonly<Record<string, (task: TaskView) => number>> = {
  DateCreated: ({ createdAtMs }) => createdAtMs,
  Priority: ({ priority }) => priority,
  VirtualStartTime: ({ virtualStartMs }) => virtualStartMs,
};

/** `Priority:desc,DateCreated:asc`; without it TaskRouter lists the oldest first. */
function inOrder(ordering: string): (one: TaskView, other: TaskView) => number {
  const keys = ordering.split(',').map((part) => {
    const [attribute = '', direction = ''] = part.split(':');
    const read = attributesOfOrder[attribute];
    if (!read || !['asc', 'desc'].includes(direction)) throw invalidParameter(`Ordering=${ordering} is not known`);
    return (one: TaskView, other: TaskView) => (read(one) - read(other)) * (direction === 'asc' ? 1 : -1);
  });
  if (/DateCreated.*VirtualStartTime|VirtualStartTime.*DateCreated/.test(ordering)) {
    throw invalidParameter(`Ordering=${ordering}: DateCreated and VirtualStartTime are not allowed together`);
  }
  return (one, other) => keys.map((compare) => compare(one, other)).find((difference) => difference !== 0) ?? 0;
}

export function answerTaskChange(context: RestContext): RestAnswer {
  const known = ['Attributes', 'AssignmentStatus', 'Reason', 'Priority', 'VirtualStartTime'];
  const form = readKnownParameters(context.body, known);
  const task = taskOf(context);
  const expected = context.headers['if-match'];
  if (expected !== undefined && expected !== etag(task)) {
    throw new RestError(412, 20412, `Task ${task.sid} has changed: its ETag is not ${expected} any more`);
  }
  const changes = readChanges(form);
  const move = readMove(form, task, context);
  if (Object.values(changes).some((value) => value !== undefined))
    context.model.updateTask(task.sid, changes, context.nowMs);
  move();
  context.onChange();
  return taskAnswer(taskOf(context), context);
}

function taskOf({ model, nowMs, path, ids: [taskSid = ''] }: RestContext): TaskView {
  const task = model.task(taskSid, nowMs);
  if (!task) throw notFound(path);
  return task;
}

function readChanges(form: ReadonlyMap<string, string>) {
  const attributes = form.get('Attributes');
  const priority = form.get('Priority');
  const virtualStartTime = form.get('VirtualStartTime');
  return {
    attributes: attributes === undefined ? undefined : readAttributes(attributes),
    priority: priority === undefined ? undefined : readPriority(priority),
    virtualStartMs: virtualStartTime === undefined ? undefined : readTime(virtualStartTime),
  };
}

/** Which status a task must have for each status that can be asked for. */
const movesFrom: Readonly<Record<string, readonly TaskView['status'][]>> = {
  canceled: ['pending', 'reserved'],
  wrapping: ['assigned'],
  completed: ['assigned', 'wrapping'],
};

/** The change of status in the form. It is made after the other changes, so it is checked before them. */
function readMove(form: ReadonlyMap<string, string>, task: TaskView, { model, nowMs }: RestContext): () => void {
  const { sid } = task;
  const status = form.get('AssignmentStatus');
  const reason = form.get('Reason') ?? '';
  if (status === undefined) return () => undefined;
  if (!Object.hasOwn(movesFrom, status)) {
    throw invalidParameter(
      `AssignmentStatus=${status} is not simulated here: use ${Object.keys(movesFrom).join(', ')}`,
    );
  }
  if (!movesFrom[status]?.includes(task.status)) {
    throw invalidParameter(`Task ${sid} is ${task.status} and cannot become ${status}`);
  }
  if (status === 'canceled') return () => model.cancelTask({ sid, reason }, nowMs);
  if (status === 'completed') return () => model.completeTask({ sid, reason }, nowMs);
  return () => model.endConversation(sid, nowMs);
}

/** https://www.twilio.com/docs/taskrouter/limits */
const MOST_ATTRIBUTE_CHARACTERS = 4096;

export function readAttributes(text: string): Record<string, unknown> {
  if (text.length > MOST_ATTRIBUTE_CHARACTERS) {
    throw invalidParameter(`Attributes have ${text.length} characters, more than ${MOST_ATTRIBUTE_CHARACTERS}`);
  }
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalidParameter('Attributes must be a JSON object');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function readPriority(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw invalidParameter(`Priority=${text} is not a whole number from 0`);
}

function readTime(text: string): number {
  const timeMs = Date.parse(text);
  if (Number.isNaN(timeMs)) throw invalidParameter(`VirtualStartTime=${text} is no time in ISO 8601`);
  return timeMs;
}

export function taskAnswer(task: TaskView, context: RestContext): RestAnswer {
  return ok(taskJson(task, context), { etag: etag(task) });
}

/** Changes with everything that a later change may collide with; the age alone does not count. */
function etag({ ageSeconds: _, ...task }: TaskView): string {
  return `"${createHash('md5').update(JSON.stringify(task)).digest('hex')}"`;
}
