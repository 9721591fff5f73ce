import { useRef } from 'preact/hooks';
import { useSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { clockDuration, spacedNumber } from '../state/words.ts';
import { type AgentTask, kindOf, type TaskKind, taskKinds } from './agent-task.ts';
import { TaskPanel } from './task-panel.tsx';
import { useTasks } from './use-tasks.ts';

const empty: Readonly<Record<TaskKind, string>> = {
  call: 'Nobody is on the phone. Make a call, or play a scene.',
  return: 'It appears when Mindful calls somebody back.',
  lost: 'It appears when Mindful forgets a callback, where the policy of the queue sets lostCallbackTask.',
};

const SHOWN = 8;

/** A task as an agent reads it in Flex. */
export function AgentView({ detail }: { detail: string | undefined }) {
  const tasks = useTasks();
  const present = tasks.find(({ sid }) => sid === detail) ?? (detail === undefined ? tasks[0] : undefined);
  const shown = useLast(present, detail);
  return (
    <div class="agent-view">
      <section class="card" aria-labelledby="agent-heading">
        <h2 id="agent-heading">What agents have in front of them</h2>
        {(Object.keys(taskKinds) as TaskKind[]).map((kind) => (
          <TaskList key={kind} kind={kind} tasks={tasks} chosen={shown?.sid} />
        ))}
      </section>
      {shown ? (
        <TaskPanel task={shown} />
      ) : (
        <p class="card empty hint">
          Here will be what an agent reads in Flex: who it is, what was promised, and every attribute.
        </p>
      )}
    </div>
  );
}

/** A task that is over stays to be read until another one is chosen. */
function useLast(present: AgentTask | undefined, detail: string | undefined): AgentTask | undefined {
  const last = useRef<AgentTask>();
  if (present) last.current = present;
  return detail === undefined || last.current?.sid === detail ? last.current : undefined;
}

interface TaskListProps {
  kind: TaskKind;
  tasks: readonly AgentTask[];
  chosen: string | undefined;
}

function TaskList({ kind, tasks, chosen }: TaskListProps) {
  const nowMs = useSection('clock')?.nowMs ?? 0;
  const listed = tasks.filter((task) => kindOf(task) === kind);
  return (
    <>
      <h3>{taskKinds[kind]}</h3>
      {listed.length === 0 && <p class="empty">{empty[kind]}</p>}
      <ul class="task-list">
        {listed.slice(0, SHOWN).map(({ sid, status, attributes, createdAtMs }) => (
          <li key={sid}>
            <a href={linkTo('agent', sid)} aria-current={sid === chosen ? 'true' : undefined}>
              <span>{spacedNumber(String(attributes['name']))}</span>
              <span class="muted numeric">
                {status === 'pending' || status === 'reserved' ? 'waits' : 'with an agent'},{' '}
                {clockDuration((nowMs - createdAtMs) / 1000)}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {listed.length > SHOWN && <p class="empty">and {listed.length - SHOWN} more</p>}
    </>
  );
}
