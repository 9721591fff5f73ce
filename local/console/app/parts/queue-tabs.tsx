interface QueueTabsProps {
  queues: readonly string[];
  chosen: string;
  href(queue: string): string;
}

export function QueueTabs({ queues, chosen, href }: QueueTabsProps) {
  if (queues.length < 2) return null;
  return (
    <nav class="queue-tabs" aria-label="Queues">
      {queues.map((queue) => (
        <a key={queue} href={href(queue)} aria-current={queue === chosen ? 'true' : undefined}>
          {queue}
        </a>
      ))}
    </nav>
  );
}
