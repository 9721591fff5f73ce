import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { usePending } from '../state/use-pending.ts';
import { FaultSwitches } from './fault-switches.tsx';
import { MindfulBehaviour } from './mindful-behaviour.tsx';

export function ScenesView() {
  const scene = useSection('scene');
  const [isPending, run] = usePending();
  return (
    <>
      <section class="card" aria-labelledby="scenes-heading">
        <h2 id="scenes-heading">Scenes</h2>
        <p class="muted">
          A scene begins at nine on a Monday. It switches every fault off, sets agents, calls and Mindful, and runs by
          itself.
        </p>
        <p role="status">{isPending && 'Who is on the phone or at home is served first…'}</p>
        <ul class="scenes">
          {scene?.scenes.map(({ name, title, description, minutes }) => (
            <li key={name} class={scene.running?.name === name ? 'running' : ''}>
              <h3>{title}</h3>
              <p>{description}</p>
              <button
                type="button"
                disabled={isPending}
                onClick={() => run(() => askControl('POST', `scenes/${name}`))}
              >
                Play<span class="hidden"> {title}</span>, {minutes} min
              </button>
            </li>
          ))}
        </ul>
      </section>
      <MindfulBehaviour />
      <FaultSwitches />
    </>
  );
}
