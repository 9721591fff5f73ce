import type { CallSection } from '../../wire.ts';
import { linkTo } from '../state/route.ts';
import { callerName, endInWords, timeOfDay } from '../state/words.ts';

export function CallList({ calls, chosen }: { calls: readonly CallSection[]; chosen: string | undefined }) {
  if (calls.length === 0) return <p class="empty">Nobody has called yet. Make a call, or start a scene.</p>;
  return (
    <ul>
      {calls.map(({ callSid, from, where, startedAtMs, endedBy, webhooks, faults }) => (
        <li key={callSid}>
          <a href={linkTo('calls', callSid)} aria-current={callSid === chosen ? 'true' : undefined}>
            <span class="numeric">{timeOfDay(startedAtMs)}</span>
            <strong>{callerName(from)}</strong>
            <span class={where === 'ended' ? 'muted' : 'accent'}>
              {where === 'ended' ? endInWords(endedBy) : where}
            </span>
            <span class="muted numeric">
              {webhooks} webhooks{faults > 0 && <span class="badge danger">{faults} faults</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
