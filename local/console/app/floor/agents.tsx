import type { QueueSection } from '../../wire.ts';
import { linkTo } from '../state/route.ts';

type AgentState = QueueSection['agents'][number]['state'];

const order: readonly AgentState[] = ['talking', 'wrapping', 'ringing', 'free', 'away'];

export function Agents({ agents }: { agents: QueueSection['agents'] }) {
  const counts = order.map((state) => [state, agents.filter((agent) => agent.state === state).length] as const);
  return (
    <div class="lane">
      <h4>
        Agents <span class="count">{agents.length}</span>
      </h4>
      <ul class="agents" aria-label="Agents">
        {agents.map(({ name, state }) => (
          <li key={name} class={`agent ${state}`} title={`${name}: ${state}`} aria-label={`${name}: ${state}`} />
        ))}
      </ul>
      {agents.length === 0 && <p class="empty">Nobody is on shift.</p>}
      <ul class="legend" aria-hidden="true">
        {counts.map(([state, count]) => count > 0 && <Legend key={state} state={state} count={count} />)}
      </ul>
      {agents.length > 0 && <a href={linkTo('agent')}>What agents see</a>}
    </div>
  );
}

function Legend({ state, count }: { state: AgentState; count: number }) {
  return (
    <li>
      <i class={`agent ${state}`} /> {count} {state}
    </li>
  );
}
