import { useSection } from '../state/floor-store.ts';
import { QueueCard } from './queue-card.tsx';
import { SceneSummary } from './scene-summary.tsx';
import { situationInWords } from './situation.ts';

export function FloorView() {
  const queues = useSection('queues');
  const nowMs = useSection('clock')?.nowMs ?? 0;
  return (
    <>
      <h2 class="hidden">Floor</h2>
      {queues && <p class="situation">{situationInWords(queues)}</p>}
      <SceneSummary />
      {queues?.map((queue) => (
        <QueueCard key={queue.name} queue={queue} nowMs={nowMs} />
      ))}
    </>
  );
}
