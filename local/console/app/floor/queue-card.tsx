import type { QueueSection } from '../../wire.ts';
import { spacedNumber } from '../state/words.ts';
import { Agents } from './agents.tsx';
import { AtHome } from './at-home.tsx';
import { Conditions } from './conditions.tsx';
import { Estimate } from './estimate.tsx';
import { Waiting } from './waiting.tsx';

export function QueueCard({ queue, nowMs }: { queue: QueueSection; nowMs: number }) {
  return (
    <section class="card queue" aria-labelledby={`queue-${queue.name}`}>
      <div class="card-head">
        <h3 id={`queue-${queue.name}`}>{queue.name}</h3>
        <span class="muted">{queue.numbers.map(spacedNumber).join(', ')}</span>
      </div>
      <Estimate queue={queue} nowMs={nowMs} />
      <div class="lanes">
        <AtHome callbacks={queue.callbacks} counts={queue.counts} nowMs={nowMs} />
        <Waiting waiting={queue.waiting} count={queue.counts.waiting} nowMs={nowMs} />
        <Agents agents={queue.agents} />
      </div>
      <Conditions queue={queue} />
    </section>
  );
}
