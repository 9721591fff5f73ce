import type { History } from '../server/history.ts';
import { BadInput } from './input.ts';

/** What the charts of a queue are drawn from. */
export function showHistory(history: History, queue: string) {
  const view = history.view(queue);
  if (view) return view;
  throw new BadInput(`There is no queue "${queue}".`, 'See GET /control/state for the queues there are.', 404);
}
