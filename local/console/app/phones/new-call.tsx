import { useState } from 'preact/hooks';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { usePending } from '../state/use-pending.ts';
import { someNumber, spacedNumber } from '../state/words.ts';

export function NewCall() {
  const [from, setFrom] = useState(someNumber);
  const [isWithheld, setWithheld] = useState(false);
  const [to, setTo] = useNumberToCall();
  const [isPending, run] = usePending();
  const call = (event: Event) => {
    event.preventDefault();
    run(async () => {
      const answer = await askControl('POST', 'calls', {
        from: isWithheld ? 'anonymous' : from.replaceAll(' ', ''),
        to,
      });
      if (answer) setFrom(someNumber());
    });
  };
  return (
    <form class="card new-call" onSubmit={call}>
      <h2>Make a call</h2>
      <CallerNumber value={from} disabled={isWithheld} onInput={setFrom} />
      <label class="check">
        <input type="checkbox" checked={isWithheld} onChange={(event) => setWithheld(event.currentTarget.checked)} />
        Withhold the number
      </label>
      <NumberChoice to={to} onChange={setTo} />
      <button type="submit" class="primary wide" disabled={isPending || to === undefined}>
        {isPending ? 'Calling…' : 'Call'}
      </button>
    </form>
  );
}

interface CallerNumberProps {
  value: string;
  disabled: boolean;
  onInput(value: string): void;
}

function CallerNumber({ value, disabled, onInput }: CallerNumberProps) {
  return (
    <label>
      From
      <input
        type="tel"
        autocomplete="off"
        value={value}
        disabled={disabled}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}

function NumberChoice({ to, onChange }: { to: string | undefined; onChange(number: string): void }) {
  return (
    <label>
      To
      <select value={to} onChange={(event) => onChange(event.currentTarget.value)}>
        {useNumbers().map(({ name, number }) => (
          <option key={number} value={number}>
            {spacedNumber(number)}, {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The first number until another one is chosen. */
function useNumberToCall(): [string | undefined, (number: string) => void] {
  const [chosen, setChosen] = useState<string>();
  const [first] = useNumbers();
  return [chosen ?? first?.number, setChosen];
}

function useNumbers(): { name: string; number: string }[] {
  const queues = useSection('queues') ?? [];
  return queues.flatMap(({ name, numbers }) => numbers.map((number) => ({ name, number })));
}
