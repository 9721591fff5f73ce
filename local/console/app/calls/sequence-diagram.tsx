import { timeOfDay } from '../state/time-of-day.ts';
import { type Message, parties } from './sequence.ts';

interface SequenceDiagramProps {
  messages: readonly Message[];
  chosen: number;
  onChoose(webhook: number): void;
}

/** Columns are parties; each row is a message from one to another. Rows of webhooks can be chosen. */
export function SequenceDiagram({ messages, chosen, onChoose }: SequenceDiagramProps) {
  return (
    <div class="sequence">
      <div class="parties" aria-hidden="true">
        <span />
        {parties.map((party) => (
          <span key={party}>{party}</span>
        ))}
      </div>
      <ol aria-label="Sequence of the call">
        {messages.map((message, index) => (
          <li key={`${message.atMs}-${index}`}>
            <Row message={message} isChosen={message.webhook === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface RowProps {
  message: Message;
  isChosen: boolean;
  onChoose(webhook: number): void;
}

function Row({ message, isChosen, onChoose }: RowProps) {
  const { webhook } = message;
  if (webhook === undefined) {
    return (
      <div class="message">
        <Arrow message={message} />
      </div>
    );
  }
  return (
    <button type="button" class="message" aria-pressed={isChosen} onClick={() => onChoose(webhook)}>
      <Arrow message={message} />
    </button>
  );
}

function Arrow({ message: { atMs, from, to, text, kind } }: { message: Message }) {
  const [start, end] = [parties.indexOf(from), parties.indexOf(to)];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const isOnTheLeft = left < 3;
  const columns = isOnTheLeft ? `${left + 2} / -1` : `2 / ${right + 3}`;
  return (
    <>
      <span class="time numeric">{timeOfDay(atMs)}</span>
      <span
        class={`label ${kind} ${isOnTheLeft ? '' : 'on-the-right'}`}
        style={{ gridColumn: columns, '--lanes': isOnTheLeft ? parties.length - left : right + 1 }}
      >
        <span class="hidden">
          {from} to {to}:{' '}
        </span>
        {text}
      </span>
      <span
        aria-hidden="true"
        class={`arrow ${kind} ${start < end ? 'rightwards' : 'leftwards'}`}
        style={{ gridColumn: `${left + 2} / ${right + 3}`, '--spans': right - left + 1 }}
      />
    </>
  );
}
