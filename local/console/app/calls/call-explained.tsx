import { useState } from 'preact/hooks';
import { outcomeInWords } from '../state/call-words.ts';
import { useSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { useEngineersTerms } from '../state/terms.ts';
import { timeOfDay } from '../state/time-of-day.ts';
import { callerName, spacedNumber } from '../state/words.ts';
import type { CallDetail } from './call-detail.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { inPlainWords, messagesOf } from './sequence.ts';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { useCall } from './use-call.ts';
import { WebhookPanel } from './webhook-panel.tsx';

export function CallExplained({ callSid }: { callSid: string }) {
  const call = useCall(callSid);
  const [chosen, setChosen] = useState(0);
  const [withTerms] = useEngineersTerms();
  if (!call) return <p class="card empty hint">Looking for the call…</p>;
  const messages = messagesOf(call);
  return (
    <section class="card explained" aria-labelledby="call-heading">
      <div class="card-head">
        <h2 id="call-heading">{callerName(call.from)}</h2>
        <span class="muted">
          to {call.to.startsWith('+') ? spacedNumber(call.to) : call.to}, {timeOfDay(call.startedAtMs)}
        </span>
        <a class="back" href={linkTo('calls')}>
          All calls
        </a>
      </div>
      <Outcome call={call} />
      <div class="explanation">
        <SequenceDiagram
          messages={withTerms ? messages : inPlainWords(messages)}
          chosen={chosen}
          onChoose={setChosen}
        />
        {withTerms ? <WebhookPanel call={call} index={chosen} /> : <DecisionPanel call={call} index={chosen} />}
      </div>
    </section>
  );
}

function Outcome({ call }: { call: CallDetail }) {
  const returned = useSection('phones')?.find(({ callSid }) => callSid === call.callSid)?.returned;
  const firstCallSid = call.decisions.find(({ line }) => line['firstCallSid'] !== undefined)?.line['firstCallSid'];
  return (
    <>
      <p class="where">
        {outcomeInWords(call)}. {returned && <a href={linkTo('calls', returned.callSid)}>The return call</a>}
        {typeof firstCallSid === 'string' && <a href={linkTo('calls', firstCallSid)}>The first call</a>}
      </p>
      {call.faults.map((fault) => (
        <p class="problem" key={fault}>
          {fault}
        </p>
      ))}
    </>
  );
}
