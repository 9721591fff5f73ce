import { holdTime } from '../../comparison/hold-time.ts';
import type { OwnDayFacts } from '../../own-calls/own-day.ts';

/** What was read from the file, what was concluded from it, and how sure that is. */
export function OwnCallsFacts({ facts, timeZone }: { facts: OwnDayFacts; timeZone: string }) {
  const at = (atMs: number) =>
    new Date(atMs).toLocaleString('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const { calls, hungUp, leastAgents, mostAgents, countedShare, handleTimesAssumed } = facts;
  return (
    <dl class="facts">
      <dt>In the file</dt>
      <dd>
        {calls} calls from {at(facts.fromMs)} to {at(facts.toMs)}; {hungUp} hung up; the wait was{' '}
        {holdTime(facts.averageWaitSeconds)} on average and {holdTime(facts.longestWaitSeconds)} at most.
      </dd>
      <dt>Agents at work</dt>
      <dd>
        {leastAgents} to {mostAgents}, by the calls in progress in each quarter of an hour. In{' '}
        {Math.round(100 * countedShare)} % of them somebody waited, so all agents were busy and were counted; in the
        others there were at least as many as were busy at once.
      </dd>
      <dt>Patience</dt>
      <dd>
        {hungUp === 0
          ? 'Nobody hung up, so it is not known: at least as long as everybody waited.'
          : `Those who hung up do so again at the same moment; the others hold ${holdTime(facts.patienceSeconds)} longer than they did, on average.`}
      </dd>
      <dt>Handle time</dt>
      <dd>
        {holdTime(facts.averageHandleSeconds)} on average
        {handleTimesAssumed > 0 && `; it is not known of ${handleTimesAssumed} answered calls, which get the average`}.
      </dd>
    </dl>
  );
}
