import { timeOfDay } from '../state/time-of-day.ts';
import { roughDuration, spacedNumber } from '../state/words.ts';
import { type AgentTask, flatAttributes, kindOf, promiseOf, type TaskKind } from './agent-task.ts';

const titles: Readonly<Record<TaskKind, string>> = {
  call: 'Incoming call',
  return: 'Return call',
  lost: 'Call the customer',
};

export function TaskPanel({ task }: { task: AgentTask }) {
  const kind = kindOf(task);
  return (
    <section class="card task-panel" aria-labelledby="task-heading">
      <p class="muted">{titles[kind]}</p>
      <h2 id="task-heading">{spacedNumber(String(task.attributes['name']))}</h2>
      <p>{storyOf(task, kind)}</p>
      <h3>Attributes of the task</h3>
      <dl class="parameters">
        {flatAttributes(task.attributes).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function storyOf(task: AgentTask, kind: TaskKind): string {
  const { quotedSeconds, acceptedAtMs, dueAtMs } = promiseOf(task);
  const told =
    quotedSeconds === undefined ? 'Was told no wait.' : `Was told a wait of ${roughDuration(quotedSeconds)}.`;
  if (kind === 'call') return `Came at ${timeOfDay(task.createdAtMs)}. ${told}`;
  const asked = acceptedAtMs === undefined ? '' : `Asked at ${timeOfDay(acceptedAtMs)} to be called back. `;
  const due = dueAtMs === undefined ? '' : ` The call was due at ${timeOfDay(dueAtMs)}`;
  return `${asked}${told}${due}${kind === 'lost' ? `${due && ', and'} never came: call this number.` : `${due && '.'}`}`;
}
