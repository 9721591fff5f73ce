import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';

export function FaultSwitches() {
  const faults = useSection('faults') ?? [];
  return (
    <fieldset class="card options">
      <legend>Faults</legend>
      {faults.map(({ name, description, on }) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            role="switch"
            aria-checked={on}
            checked={on}
            onChange={(event) => void askControl('PUT', 'faults', { [name]: event.currentTarget.checked })}
          />
          <span>
            <strong>{name}</strong> <span class="muted">{description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
