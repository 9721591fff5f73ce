import { scrollable } from '../parts/scrollable.ts';
import { timeOfDay } from '../state/time-of-day.ts';
import type { CallDetail } from './call-detail.ts';
import { DecisionBlock } from './decision-panel.tsx';
import { prettyXml } from './pretty-xml.ts';
import { decisionOf, stepOf } from './sequence.ts';

/** One webhook: what Twilio asked, what the service decided and from what, what it answered. */
export function WebhookPanel({ call, index }: { call: CallDetail; index: number }) {
  const webhook = call.webhooks[index];
  if (!webhook) return <p class="empty">No webhook has been sent yet.</p>;
  const { url, method, status, error, durationMs, attempt, atMs, parameters, body } = webhook;
  const decision = decisionOf(call, index);
  return (
    <section class="webhook-panel" aria-label={`Webhook ${stepOf(url)}`}>
      <h3>
        {stepOf(url)} <span class={`badge ${error === undefined ? '' : 'danger'}`}>{status ?? error}</span>{' '}
        <span class="badge">{durationMs} ms</span>
        {attempt > 1 && <span class="badge">attempt {attempt}</span>}
      </h3>
      <p class="muted numeric">
        {timeOfDay(atMs)} {method} {new URL(url).pathname}
      </p>
      {decision && <DecisionBlock decision={decision} />}
      <h4>Answer</h4>
      {body === '' ? <p class="empty">{error ?? 'Nothing, as it should be.'}</p> : <Code text={prettyXml(body)} />}
      <h4>Parameters</h4>
      <Parameters values={{ ...Object.fromEntries(new URL(url).searchParams), ...parameters }} />
    </section>
  );
}

function Code({ text }: { text: string }) {
  return (
    <pre {...scrollable}>
      <code>{text}</code>
    </pre>
  );
}

function Parameters({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <dl class="parameters">
      {Object.entries(values)
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || '(empty)'}</dd>
          </div>
        ))}
    </dl>
  );
}
