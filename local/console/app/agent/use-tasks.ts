import { useEffect, useState } from 'preact/hooks';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import type { AgentTask } from './agent-task.ts';

const EVERY_MS = 1500;

/** Who waits for an agent or talks to one, in all queues. */
export function useTasks(): readonly AgentTask[] {
  const queues = useSection('queues')?.map(({ name }) => name) ?? [];
  const [tasks, setTasks] = useState<readonly AgentTask[]>([]);
  useEffect(() => {
    const read = async () => {
      const answers = queues.map((queue) => askControl<{ tasks: AgentTask[] }>('GET', `queues/${queue}`));
      setTasks((await Promise.all(answers)).flatMap((answer) => answer?.tasks ?? []));
    };
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [queues.join()]);
  return tasks;
}
