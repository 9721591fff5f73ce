import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';

export function MindfulBehaviour() {
  const mindful = useSection('mindful');
  if (!mindful) return null;
  return (
    <fieldset class="card options">
      <legend>Mindful</legend>
      {mindful.behaviours.map(({ name, description }) => (
        <label key={name} class="check">
          <input
            type="radio"
            name="mindful-behaviour"
            checked={name === mindful.behaviour}
            onChange={() => void askControl('PUT', 'mindful', { behaviour: name })}
          />
          <span>
            <strong>{name}</strong> <span class="muted">{description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
