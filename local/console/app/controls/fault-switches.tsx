import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';

export function FaultSwitches() {
  const faults = useSection('faults') ?? [];
  const groups = [...new Set(faults.map(({ group }) => group))];
  return (
    <section class="card" aria-labelledby="faults-heading">
      <h2 id="faults-heading">Faults</h2>
      {groups.map((group) => (
        <details key={group}>
          <summary>{group}</summary>
          <fieldset class="options">
            <legend class="hidden">{group}</legend>
            {faults
              .filter((fault) => fault.group === group)
              .map((fault) => (
                <FaultSwitch key={fault.name} {...fault} />
              ))}
          </fieldset>
        </details>
      ))}
    </section>
  );
}

function FaultSwitch({ name, description, on }: { name: string; description: string; on: boolean }) {
  return (
    <label class="check">
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
  );
}
