import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { usePending } from '../state/use-pending.ts';
import { clockDuration } from '../state/words.ts';

/** What became of the callers of the scene that is over. */
export function SceneSummary() {
  const running = useSection('scene')?.running;
  const [isPending, run] = usePending();
  if (!running?.summary) return null;
  const { callers, hungUp, calledBack, longestHoldSeconds, quotesKeptPercent } = running.summary;
  const figures = [
    ['callers', String(callers)],
    ['hung up', String(hungUp)],
    ['called back', String(calledBack)],
    ['longest hold', clockDuration(longestHoldSeconds)],
    ['quotes kept', quotesKeptPercent === null ? 'none told' : `${Math.round(quotesKeptPercent)} %`],
  ] as const;
  return (
    <section class="card scene-summary" aria-labelledby="summary-heading">
      <h2 id="summary-heading">{running.title}: what became of the callers</h2>
      <dl>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <button
          type="button"
          disabled={isPending}
          onClick={() => run(() => askControl('POST', `scenes/${running.name}`))}
        >
          Play it again
        </button>
        <a class="button" href={linkTo('comparison', 'now')}>
          Compare with and without callbacks
        </a>
      </div>
    </section>
  );
}
