import { useSection } from '../state/floor-store.ts';
import { QueueCard } from './queue-card.tsx';

export function FloorView() {
  const queues = useSection('queues');
  const nowMs = useSection('clock')?.nowMs ?? 0;
  return (
    <>
      <h2 class="hidden">Floor</h2>
      {queues?.map((queue) => (
        <QueueCard key={queue.name} queue={queue} nowMs={nowMs} />
      ))}
    </>
  );
}
