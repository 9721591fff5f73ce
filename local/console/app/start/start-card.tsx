import { linkTo } from '../state/route.ts';
import { usePending } from '../state/use-pending.ts';
import { callInTheWait, playPeak } from './first-steps.ts';

export function StartCard() {
  const [isPending, run] = usePending();
  return (
    <section class="card start" aria-labelledby="start-heading">
      <div class="card-head">
        <h2 id="start-heading">What callbacks do for callers</h2>
        <a href={linkTo('floor')}>Close</a>
      </div>
      <p>
        When the wait is long, callers are asked whether they want to be called back instead. Who says yes hangs up and
        keeps the place in line; the phone rings when an agent can be there. This is a whole contact centre to try that
        on: nothing here leaves this machine.
      </p>
      <div class="first-steps">
        <button type="button" class="primary" disabled={isPending} onClick={() => run(playPeak)}>
          See a Monday peak
        </button>
        <button type="button" class="primary" disabled={isPending} onClick={() => run(callInTheWait)}>
          Be a caller in a ten-minute wait
        </button>
        <a class="button primary" href={linkTo('comparison', 'now')}>
          Compare a day with and without callbacks
        </a>
      </div>
      <p class="muted" role="status">
        {isPending && 'It becomes Monday morning…'}
      </p>
    </section>
  );
}
