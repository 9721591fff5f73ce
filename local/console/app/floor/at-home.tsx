import type { CallbackSection, QueueSection } from '../../wire.ts';
import { linkTo } from '../state/route.ts';
import { clockDuration, spacedNumber } from '../state/words.ts';

interface AtHomeProps {
  callbacks: readonly CallbackSection[];
  counts: QueueSection['counts'];
  nowMs: number;
}

const SHOWN = 10;

/** Callers waiting for their callback, the soonest first. */
export function AtHome({ callbacks, counts: { atHome }, nowMs }: AtHomeProps) {
  return (
    <div class="lane">
      <h4>
        At home <span class="count">{atHome}</span>
      </h4>
      <ul class="chips" aria-label="Callbacks">
        {callbacks.slice(0, SHOWN).map(({ number, callSid, dueAtMs, state }) => (
          <li key={`${number}-${dueAtMs}`} class={`chip home ${state}`}>
            {callSid === null ? (
              <span>{spacedNumber(number)}</span>
            ) : (
              <a href={linkTo('calls', callSid)}>{spacedNumber(number)}</a>
            )}
            <span class="numeric">
              {state === 'waiting' ? `due in ${clockDuration((dueAtMs - nowMs) / 1000)}` : 'phone rings'}
            </span>
          </li>
        ))}
      </ul>
      {callbacks.length === 0 && <p class="empty">Nobody waits for a callback.</p>}
      {atHome > SHOWN && <p class="empty">and {atHome - SHOWN} more</p>}
    </div>
  );
}
