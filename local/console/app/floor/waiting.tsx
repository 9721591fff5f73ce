import type { WaitingSection } from '../../wire.ts';
import { linkTo } from '../state/route.ts';
import { useEngineersTerms } from '../state/terms.ts';
import { clockDuration, spacedNumber } from '../state/words.ts';

const SHOWN = 10;

/** The line, in the order in which it will be served. */
export function Waiting({
  waiting,
  count,
  nowMs,
}: {
  waiting: readonly WaitingSection[];
  count: number;
  nowMs: number;
}) {
  const [withTerms] = useEngineersTerms();
  return (
    <div class="lane">
      <h4>
        In the queue <span class="count">{count}</span>
      </h4>
      <ol class="chips" aria-label="Tasks by priority">
        {waiting.slice(0, SHOWN).map((task) => (
          <li key={task.taskSid} class={`chip ${task.isCallback ? 'callback' : ''} ${task.ringing ? 'ringing' : ''}`}>
            <Name task={task} />
            {task.priority > 0 && (
              <span class="badge">{withTerms ? `priority ${task.priority}` : priorityInWords(task)}</span>
            )}
            <span class="numeric">{task.ringing ? 'rings' : clockDuration((nowMs - task.sinceMs) / 1000)}</span>
          </li>
        ))}
      </ol>
      {count === 0 && <p class="empty">Nobody waits on the line.</p>}
      {count > SHOWN && <p class="empty">and {count - SHOWN} more</p>}
    </div>
  );
}

function priorityInWords({ isCallback }: WaitingSection): string {
  return isCallback ? 'called back' : 'comes first';
}

function Name({ task: { name, callSid } }: { task: WaitingSection }) {
  if (callSid === null) return <span>{spacedNumber(name)}</span>;
  return <a href={linkTo('calls', callSid)}>{spacedNumber(name)}</a>;
}
