import { useState } from 'preact/hooks';
import type { OwnCallsAnswer } from '../../control/own-calls.ts';
import { ColumnChoices } from './column-choices.tsx';
import { OwnCallsFacts } from './own-calls-facts.tsx';
import { type OwnCallsFile, readFile, useOwnCalls } from './use-own-calls.ts';

interface OwnCallsProps {
  file: OwnCallsFile | undefined;
  queue: string;
  /** Where no row knows one. */
  handleSeconds: number;
  onChange(file: OwnCallsFile): void;
}

const sample = [
  'Arrival,Wait (s),Abandoned,Handled (s)',
  '2026-03-02 09:00:12,4,no,212',
  '2026-03-02 09:00:47,95,no,341',
  '2026-03-02 09:01:03,180,yes,',
  '',
].join('\n');

/** A file of past calls: dropped or chosen, its columns named, its bad rows told. */
export function OwnCalls({ file, queue, handleSeconds, onChange }: OwnCallsProps) {
  const [isOver, setOver] = useState(false);
  const answer = useOwnCalls(file, { queue, handleSeconds });
  const take = (files: FileList | null | undefined) => {
    const [first] = files ?? [];
    if (first) void readFile(first).then(onChange);
  };
  return (
    <fieldset
      class={`own-calls ${isOver ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <legend>Your own calls</legend>
      <label>
        Drop a CSV file here, or choose one
        <input type="file" accept=".csv,.txt,.tsv,text/csv" onChange={(event) => take(event.currentTarget.files)} />
      </label>
      <p class="muted">
        A row is a call: when it came, how long it waited, whether the caller hung up, and how long an agent was busy
        with it, if that is known. The file stays in this browser and in the process on this machine; neither keeps it.
        The saved query past-calls writes one from the service's log, with handle times.{' '}
        <a download="calls.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(sample)}`}>
          Download a sample
        </a>
      </p>
      {file && answer && (
        <>
          <ColumnChoices file={file} answer={answer} onChange={onChange} />
          {answer.facts && <OwnCallsFacts facts={answer.facts} timeZone={answer.timeZone} />}
          <Problems answer={answer} />
        </>
      )}
    </fieldset>
  );
}

function Problems({ answer: { missing, problems, problemCount, rows } }: { answer: OwnCallsAnswer }) {
  if (missing.length > 0) return <p class="problem">Say which column holds: {missing.join(', ')}.</p>;
  if (problemCount === 0) return <p>All {rows} rows can be used.</p>;
  return (
    <details>
      <summary>
        {problemCount} of {rows} rows cannot be used
      </summary>
      <ul class="problems">
        {problems.map(({ line, why }) => (
          <li key={line}>
            Line {line}: {why}
          </li>
        ))}
        {problemCount > problems.length && <li>and {problemCount - problems.length} more</li>}
      </ul>
    </details>
  );
}
