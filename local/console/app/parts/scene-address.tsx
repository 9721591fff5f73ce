import { useEffect, useState } from 'preact/hooks';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { type ConsolePlace, readMoment, withMoment } from '../state/route.ts';
import { usePending } from '../state/use-pending.ts';
import { counted } from '../state/words.ts';

/** Keeps the scene and its minute in the page's address, and leads to those of the address that it was opened with. */
export function SceneAddress({ place }: { place: ConsolePlace }) {
  const scene = useSection('scene');
  const nowMs = useSection('clock')?.nowMs ?? 0;
  const [asked, setAsked] = useState(() => readMoment(location.hash));
  const [isPending, run] = usePending();
  const running = scene?.running;
  const minute = running ? Math.floor((Math.min(nowMs, running.endsAtMs) - running.startedAtMs) / 60_000) : 0;
  const title = scene?.scenes.find(({ name }) => name === asked?.scene)?.title;
  const isThere = running?.name === asked?.scene && minute >= (asked?.minute ?? 0);
  useEffect(() => {
    if (!scene || (title && !isThere)) return;
    setAsked(undefined);
    const moment = running ? { scene: running.name, minute } : undefined;
    history.replaceState(null, '', withMoment(location.hash, moment));
  }, [place, scene === undefined, running?.name, minute, title, isThere]);
  if (!asked || isThere || !title) return null;
  const play = () => askControl('POST', `scenes/${asked.scene}`, { fromMinute: asked.minute });
  return (
    <div class="scene-bar">
      <span>
        This address is of “{title}”, {counted(asked.minute, 'minute')} after nine.
      </span>
      <button type="button" disabled={isPending} onClick={() => run(play)}>
        {isPending ? 'Playing…' : 'Play it to there'}
      </button>
      <button type="button" disabled={isPending} onClick={() => setAsked(undefined)}>
        Stay here
      </button>
    </div>
  );
}
