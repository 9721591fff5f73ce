import type { QueueSection } from '../../wire.ts';
import { linkTo } from '../state/route.ts';
import { useEngineersTerms } from '../state/terms.ts';
import { reasonInWords, roughDuration } from '../state/words.ts';
import { quoteInWords } from './situation.ts';

/** What a caller would be told now, and whether a callback would be offered. */
export function Estimate({ queue, nowMs }: { queue: QueueSection; nowMs: number }) {
  const { estimate, offer, thresholdSeconds } = queue;
  const [withTerms] = useEngineersTerms();
  return (
    <div class="estimate">
      <p class="figure">
        <span>Estimated wait</span>
        <strong>{waitInWords(queue)}</strong>
        {queue.quote && <span>half wait less; callers hear {quoteInWords(queue.quote)}</span>}
      </p>
      <p class="verdict">
        <Verdict offer={offer} /> <span class="muted">Offers begin at {roughDuration(thresholdSeconds)}</span>
        {queue.overridden && (
          <a class="badge" href={linkTo('policy', queue.name)}>
            policy overridden
          </a>
        )}
        {queue.waitSeconds !== null && <span class="badge">wait forced by hand</span>}
        {withTerms && estimate.sampledAtMs !== null && (
          <span class="muted">Sampled {roughDuration(Math.max(0, nowMs - estimate.sampledAtMs) / 1000)} ago</span>
        )}
      </p>
      {offer !== 'closed' && estimate.seconds === null && estimate.problem !== null && (
        <p class="problem">{estimate.problem}</p>
      )}
    </div>
  );
}

function waitInWords({ offer, estimate: { seconds } }: QueueSection): string {
  if (offer === 'closed') return 'closed';
  return seconds === null ? 'unknown' : roughDuration(seconds);
}

function Verdict({ offer }: { offer: QueueSection['offer'] }) {
  if (offer === null) return null;
  if (offer === 'ask') return <span class="accent">The next caller is offered a callback.</span>;
  if (offer === 'closed') return <span>The queue is closed: nobody is offered a callback.</span>;
  if (offer === 'transfer') return <span class="accent">Mindful makes the next caller its own offer.</span>;
  return <span>The next caller is offered no callback: {reasonInWords(offer)}.</span>;
}
