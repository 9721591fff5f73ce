import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryView } from '../../history-wire.ts';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';

/** However fast the clock runs, the charts are read again this often at most. */
const EVERY_MS = 1500;

export function useHistory(queue: string): HistoryView | undefined {
  const version = useSection('history');
  const [history, setHistory] = useState<{ queue: string; view: HistoryView }>();
  const readAt = useRef(0);
  useEffect(() => {
    if (queue === '') return;
    const read = async () => {
      readAt.current = performance.now();
      const view = await askControl<HistoryView>('GET', `queues/${queue}/history`);
      if (view) setHistory({ queue, view });
    };
    const dueInMs = Math.max(0, readAt.current + EVERY_MS - performance.now());
    const timer = setTimeout(() => void read(), history?.queue === queue ? dueInMs : 0);
    return () => clearTimeout(timer);
  }, [queue, version, history]);
  return history?.queue === queue ? history.view : undefined;
}
