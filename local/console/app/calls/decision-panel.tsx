import { timeOfDay } from '../state/time-of-day.ts';
import type { CallDetail, Decision } from './call-detail.ts';
import { DecisionInputs } from './decision-inputs.tsx';
import { decisionInWords, decisionOf } from './sequence.ts';

/** What the service decided at one moment of the call, and from what. */
export function DecisionPanel({ call, index }: { call: CallDetail; index: number }) {
  const decision = decisionOf(call, index);
  return (
    <section class="webhook-panel" aria-label="What was decided">
      {decision ? (
        <>
          <h3 class="numeric">{timeOfDay(decision.atMs)}</h3>
          <DecisionBlock decision={decision} />
        </>
      ) : (
        <p class="empty">Choose a decision to see what it was made from.</p>
      )}
    </section>
  );
}

export function DecisionBlock({ decision }: { decision: Decision }) {
  const words = decisionInWords(decision);
  return (
    <>
      {words && (
        <>
          <h4>Decision</h4>
          <p class="decision">{words}</p>
        </>
      )}
      {decision.inputs !== undefined && <DecisionInputs inputs={decision.inputs} />}
    </>
  );
}
