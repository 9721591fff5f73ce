import { useEngineersTerms } from '../state/terms.ts';
import { timeOfDay } from '../state/time-of-day.ts';
import { estimatorInWords, roughDuration } from '../state/words.ts';
import type { Decision } from './call-detail.ts';

/** What the table said when it was decided. */
export function DecisionInputs({ inputs }: { inputs: Decision['inputs'] }) {
  const [withTerms] = useEngineersTerms();
  if (!inputs) return <p class="problem">The table could not be read at that moment.</p>;
  const { snapshot, operator, breaker } = inputs;
  const facts: [string, string][] = snapshot
    ? [
        ['Estimated wait', snapshot.wait ? roughDuration(snapshot.wait.quoteSeconds) : 'unknown'],
        ['Estimated from', withTerms ? snapshot.estimator : estimatorInWords(snapshot.estimator)],
        ['Sampled at', timeOfDay(snapshot.sampledAtMs)],
        ['Free agents', String(snapshot.freeAgents)],
        ['Waiting at home', String(snapshot.openCallbacks)],
      ]
    : [['Snapshot', 'not known']];
  if (snapshot?.statistics) {
    facts.push(['Waiting on the line', String(snapshot.statistics.pendingTasks)]);
    facts.push(['Accepted in 5 minutes', String(snapshot.statistics.acceptedInLast5Minutes)]);
  }
  if (snapshot?.problem) facts.push(['Problem', snapshot.problem]);
  if (operator) facts.push(['Override', `${JSON.stringify(operator.policy)} by ${operator.by}`]);
  if (breaker) facts.push(['No offers until', timeOfDay(breaker.openUntilMs)]);
  return (
    <dl class="parameters">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
