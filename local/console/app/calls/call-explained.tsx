import { useState } from 'preact/hooks';
import { useSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { callerName, endInWords, spacedNumber, timeOfDay } from '../state/words.ts';
import type { CallDetail } from './call-detail.ts';
import { messagesOf } from './sequence.ts';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { useCall } from './use-call.ts';
import { WebhookPanel } from './webhook-panel.tsx';

export function CallExplained({ callSid }: { callSid: string }) {
  const call = useCall(callSid);
  const [chosen, setChosen] = useState(0);
  if (!call) return <p class="card empty hint">Looking for the call…</p>;
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
        <SequenceDiagram messages={messagesOf(call)} chosen={chosen} onChoose={setChosen} />
        <WebhookPanel call={call} index={chosen} />
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
        {call.where === 'ended' ? endInWords(call.endedBy) : `Now: ${call.where}.`}{' '}
        {returned && <a href={linkTo('calls', returned.callSid)}>The return call</a>}
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
