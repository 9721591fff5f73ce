import type { QueueSection } from '../../wire.ts';
import { linkTo } from '../state/route.ts';
import { reasonInWords, roughDuration } from '../state/words.ts';

/** What a caller would be told now, and whether a callback would be offered. */
export function Estimate({ queue, nowMs }: { queue: QueueSection; nowMs: number }) {
  const { estimate, thresholdSeconds } = queue;
  return (
    <div class="estimate">
      <p class="figure">
        <span>Estimated wait</span>
        <strong>{estimate.seconds === null ? 'unknown' : roughDuration(estimate.seconds)}</strong>
      </p>
      <p class="verdict">
        <Verdict offer={queue.offer} /> <span class="muted">Threshold {roughDuration(thresholdSeconds)}</span>
        {queue.overridden && (
          <a class="badge" href={linkTo('policy', queue.name)}>
            policy overridden
          </a>
        )}
        {queue.waitSeconds !== null && <span class="badge">wait forced by hand</span>}
        {estimate.sampledAtMs !== null && (
          <span class="muted">Sampled {roughDuration(Math.max(0, nowMs - estimate.sampledAtMs) / 1000)} ago</span>
        )}
      </p>
      {estimate.seconds === null && estimate.problem !== null && <p class="problem">{estimate.problem}</p>}
    </div>
  );
}

function Verdict({ offer }: { offer: QueueSection['offer'] }) {
  if (offer === null) return null;
  if (offer === 'ask') return <span class="accent">The next caller is offered a callback.</span>;
  if (offer === 'transfer') return <span class="accent">Mindful makes the next caller its own offer.</span>;
  return <span>The next caller holds: {reasonInWords(offer)}.</span>;
}
