import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { clockDuration } from '../state/words.ts';

/** What is being played, and how far it is. */
export function SceneBar() {
  const running = useSection('scene')?.running;
  const nowMs = useSection('clock')?.nowMs ?? 0;
  if (!running) return null;
  const { title, startedAtMs, endsAtMs, step, summary } = running;
  const passed = Math.min(nowMs, endsAtMs) - startedAtMs;
  return (
    <div class="scene-bar">
      <strong>{title}</strong>
      <span role="status">{summary ? 'The scene is over; everything goes on as it is.' : step}</span>
      <progress value={passed} max={endsAtMs - startedAtMs} aria-label={`Progress of the scene ${title}`} />
      <span class="numeric">
        {clockDuration(passed / 1000)} of {clockDuration((endsAtMs - startedAtMs) / 1000)}
      </span>
      <button type="button" onClick={() => void askControl('POST', 'scenes/stop')}>
        End scene
      </button>
    </div>
  );
}
