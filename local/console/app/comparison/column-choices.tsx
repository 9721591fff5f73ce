import type { OwnCallsAnswer } from '../../control/own-calls.ts';
import type { CallColumns } from '../../own-calls/column-guess.ts';
import type { TimeMeaning } from '../../own-calls/read-row.ts';
import type { DateOrder } from '../../own-calls/written-time.ts';
import type { OwnCallsFile } from './use-own-calls.ts';

const meanings: readonly [keyof CallColumns, string][] = [
  ['arrival', 'Arrival'],
  ['timeOfDay', 'Time of day, if apart'],
  ['wait', 'Wait'],
  ['abandoned', 'Hung up'],
  ['handled', 'Handle time'],
];

interface ColumnChoicesProps {
  file: OwnCallsFile;
  answer: OwnCallsAnswer;
  onChange(file: OwnCallsFile): void;
}

/** Which column holds what, and how times are to be read. */
export function ColumnChoices({ file, answer, onChange }: ColumnChoicesProps) {
  const { columns, example } = answer;
  // What was chosen last may not have been answered yet.
  const mapping = file.columns ?? answer.mapping;
  const choose = (meaning: keyof CallColumns, value: string) => {
    const { [meaning]: _, ...others } = mapping;
    onChange({ ...file, columns: value === '' ? others : { ...others, [meaning]: Number(value) } });
  };
  return (
    <div class="choices">
      {meanings.map(([meaning, label]) => (
        <label key={meaning}>
          {label}
          <select value={mapping[meaning] ?? ''} onChange={(event) => choose(meaning, event.currentTarget.value)}>
            <option value="">none</option>
            {columns.map((name, index) => (
              <option key={name} value={index}>
                {name}
                {example[index] ? `, such as ${example[index]}` : ''}
              </option>
            ))}
          </select>
        </label>
      ))}
      <TimeChoices file={file} answer={answer} onChange={onChange} />
    </div>
  );
}

function TimeChoices({ file, answer: { timeZone, dateOrder, timeIs }, onChange }: ColumnChoicesProps) {
  const zones = [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <>
      <label>
        Time zone of the times
        <select value={timeZone} onChange={(event) => onChange({ ...file, timeZone: event.currentTarget.value })}>
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {timeIs && (
        <label>
          The time is when
          <select
            value={timeIs}
            onChange={(event) => onChange({ ...file, timeIs: event.currentTarget.value as TimeMeaning })}
          >
            <option value="arrival">the call came</option>
            <option value="end-of-wait">the wait ended</option>
          </select>
        </label>
      )}
      {dateOrder && (
        <label>
          Dates such as 03/04/2026
          <select
            value={dateOrder}
            onChange={(event) => onChange({ ...file, dateOrder: event.currentTarget.value as DateOrder })}
          >
            <option value="month-first">month first</option>
            <option value="day-first">day first</option>
          </select>
        </label>
      )}
    </>
  );
}
