import { useSection } from '../state/floor-store.ts';
import { CallExplained } from './call-explained.tsx';
import { CallList } from './call-list.tsx';

export function CallsView({ detail }: { detail: string | undefined }) {
  const calls = useSection('calls');
  return (
    <div class={`calls ${detail ? 'with-detail' : ''}`}>
      <section class="card call-list" aria-labelledby="calls-heading">
        <div class="card-head">
          <h2 id="calls-heading">Calls</h2>
          <span class="muted">
            {calls?.live ?? 0} in progress, {calls?.total ?? 0} kept
          </span>
        </div>
        <CallList calls={calls?.latest ?? []} chosen={detail} />
      </section>
      {detail ? (
        <CallExplained key={detail} callSid={detail} />
      ) : (
        <p class="card empty hint">
          Choose a call to see its messages, its webhooks, and the reason for each decision.
        </p>
      )}
    </div>
  );
}
