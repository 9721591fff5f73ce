import { dismissNotice, useNotices } from '../state/notices.ts';

export function Notices() {
  const notices = useNotices();
  return (
    <div class="notices" role="alert">
      {notices.map(({ id, error, advice }) => (
        <div class="notice" key={id}>
          <div>
            <strong>{error}</strong>
            <span>{advice}</span>
          </div>
          <button type="button" class="quiet" onClick={() => dismissNotice(id)} aria-label={`Dismiss: ${error}`}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
