import { useState } from 'preact/hooks';
import { ask } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { usePending } from '../state/use-pending.ts';
import { spacedNumber } from '../state/words.ts';

export function NewCall() {
  const queues = useSection('queues') ?? [];
  const numbers = queues.flatMap(({ name, numbers }) => numbers.map((number) => ({ name, number })));
  const [from, setFrom] = useState(someNumber);
  const [isWithheld, setWithheld] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [isPending, run] = usePending();
  const to = chosen ?? numbers[0]?.number;
  const call = (event: Event) => {
    event.preventDefault();
    run(async () => {
      const answer = await ask('POST', 'calls', { from: isWithheld ? 'anonymous' : from.replaceAll(' ', ''), to });
      if (answer) setFrom(someNumber());
    });
  };
  return (
    <form class="card new-call" onSubmit={call}>
      <h2>Make a call</h2>
      <label>
        From
        <input
          type="tel"
          autocomplete="off"
          value={from}
          disabled={isWithheld}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label class="check">
        <input type="checkbox" checked={isWithheld} onChange={(event) => setWithheld(event.currentTarget.checked)} />
        Withhold the number
      </label>
      <label>
        To
        <select value={to} onChange={(event) => setChosen(event.currentTarget.value)}>
          {numbers.map(({ name, number }) => (
            <option key={number} value={number}>
              {spacedNumber(number)}, {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="primary wide" disabled={isPending || to === undefined}>
        {isPending ? 'Calling…' : 'Call'}
      </button>
    </form>
  );
}

/** 555-0100 to 555-0199 are reserved for fiction. */
function someNumber(): string {
  const area = 201 + Math.floor(Math.random() * 700);
  return `+1 ${area} 555 01${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
}
