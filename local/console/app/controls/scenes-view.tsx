import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { FaultSwitches } from './fault-switches.tsx';
import { MindfulBehaviour } from './mindful-behaviour.tsx';

export function ScenesView() {
  const scene = useSection('scene');
  return (
    <>
      <section class="card" aria-labelledby="scenes-heading">
        <h2 id="scenes-heading">Scenes</h2>
        <p class="muted">A scene switches every fault off, sets agents, calls and Mindful, and runs by itself.</p>
        <ul class="scenes">
          {scene?.scenes.map(({ name, title, description, minutes }) => (
            <li key={name} class={scene.running?.name === name ? 'running' : ''}>
              <h3>{title}</h3>
              <p>{description}</p>
              <button type="button" onClick={() => void askControl('POST', `scenes/${name}`)}>
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
