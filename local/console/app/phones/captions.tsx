import { useEffect, useRef } from 'preact/hooks';
import type { CaptionSection, LineSection } from '../../wire.ts';
import { scrollable } from '../parts/scrollable.ts';

/** What is heard and done on the line, as it happens. */
export function Captions({ line: { captions }, label }: { line: LineSection; label: string }) {
  const log = useRef<HTMLOListElement>(null);
  const latest = captions.at(-1)?.atMs;
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [latest, captions.length]);
  return (
    <ol class="captions" ref={log} aria-label={label} {...scrollable}>
      {captions.map((caption, index) => (
        <Caption key={`${caption.atMs}-${index}`} caption={caption} />
      ))}
    </ol>
  );
}

const prefixes: Readonly<Record<string, string>> = {
  presses: 'Pressed ',
  enters: 'Enters ',
  leaves: 'Leaves ',
  rings: 'Rings: ',
  connected: 'Connected to ',
  'task-canceled': 'TaskRouter gave the task up: ',
};

function Caption({ caption: { kind, text } }: { caption: CaptionSection }) {
  if (kind === 'plays') return <li class="caption plays">♪ Hold music</li>;
  if (kind === 'pauses') return <li class="caption note">Silence, {text}</li>;
  const speaker = kind === 'hears' ? 'Mindful: ' : '';
  return (
    <li class={`caption ${kind === 'says' || kind === 'hears' ? 'speech' : 'note'} ${kind}`}>
      {speaker && <strong>{speaker}</strong>}
      {prefixes[kind] ?? ''}
      {text}
    </li>
  );
}
