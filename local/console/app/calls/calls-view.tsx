import { useState } from 'preact/hooks';
import { useSection } from '../state/floor-store.ts';
import { CallExplained } from './call-explained.tsx';
import { type CallFilter, kinds, useCallList } from './call-filter.ts';
import { CallList } from './call-list.tsx';

export function CallsView({ detail }: { detail: string | undefined }) {
  const calls = useSection('calls');
  const [filter, setFilter] = useState<CallFilter>({ kind: 'all', search: '' });
  const listed = useCallList(filter);
  return (
    <div class={`calls ${detail ? 'with-detail' : ''}`}>
      <section class="card call-list" aria-labelledby="calls-heading">
        <div class="card-head">
          <h2 id="calls-heading">Calls</h2>
          <span class="muted">
            {calls?.live ?? 0} in progress, {calls?.total ?? 0} kept
          </span>
        </div>
        <FilterFields filter={filter} onChange={setFilter} />
        <CallList calls={listed} chosen={detail} />
        {listed.length === 0 && (
          <p class="empty" role="status">
            {calls?.total ? 'No call is like that.' : 'Nobody has called yet. Make a call, or start a scene.'}
          </p>
        )}
      </section>
      {detail ? (
        <CallExplained key={detail} callSid={detail} />
      ) : (
        <p class="card empty hint">Choose a call to see what was said, what was decided, and why.</p>
      )}
    </div>
  );
}

function FilterFields({ filter, onChange }: { filter: CallFilter; onChange(filter: CallFilter): void }) {
  return (
    <div class="choices call-filter">
      <label>
        Show
        <select
          value={filter.kind}
          onChange={(event) => onChange({ ...filter, kind: event.currentTarget.value as CallFilter['kind'] })}
        >
          {Object.entries(kinds).map(([kind, label]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Number
        <input
          type="search"
          autocomplete="off"
          value={filter.search}
          onInput={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
