import type { CallSection } from '../../wire.ts';
import { outcomeInWords } from '../state/call-words.ts';
import { linkTo } from '../state/route.ts';
import { useEngineersTerms } from '../state/terms.ts';
import { timeOfDay } from '../state/time-of-day.ts';
import { callerName, counted } from '../state/words.ts';

export function CallList({ calls, chosen }: { calls: readonly CallSection[]; chosen: string | undefined }) {
  const [withTerms] = useEngineersTerms();
  return (
    <ul>
      {calls.map((call) => (
        <li key={call.callSid}>
          <a href={linkTo('calls', call.callSid)} aria-current={call.callSid === chosen ? 'true' : undefined}>
            <span class="numeric">{timeOfDay(call.startedAtMs)}</span>
            <strong>{callerName(call.from)}</strong>
            <span class={call.outcome === 'in-progress' ? 'accent' : 'muted'}>{outcomeInWords(call)}</span>
            <span class="muted numeric">
              {withTerms && counted(call.webhooks, 'webhook')}
              {call.faults > 0 && <span class="badge danger">{counted(call.faults, 'fault')}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
