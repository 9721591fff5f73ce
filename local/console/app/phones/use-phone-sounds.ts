import { useEffect, useRef } from 'preact/hooks';
import type { LineSection, PhoneSection } from '../../wire.ts';
import { hush, playMusicBeat, playRing, type Sounds, speakAloud } from './sounds.ts';

/** Faster than this speech cannot follow. */
const FASTEST_SPEECH = 2;
const BEAT_MS = 400;
const RING_MS = 3000;

/** Lets the phones be heard: the latest one's music and speech, and any that rings. */
export function usePhoneSounds(phones: readonly PhoneSection[], sounds: Sounds & { speed: number }): void {
  const latest = phones.at(-1);
  const line = latest?.returned ?? latest;
  useMusic(sounds.audible && line !== undefined && hearsMusic(line));
  useRinging(sounds.audible && phones.some(({ callback }) => callback?.state === 'calling-customer'));
  useSpeech(line, sounds.spoken && sounds.speed <= FASTEST_SPEECH);
}

function hearsMusic({ where, captions }: LineSection): boolean {
  return where.startsWith('holding') && captions.findLast(({ kind }) => kind !== 'presses')?.kind === 'plays';
}

function useMusic(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    let beat = 0;
    const timer = setInterval(() => playMusicBeat(beat++), BEAT_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}

function useRinging(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    playRing();
    const timer = setInterval(playRing, RING_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}

/** Speaks what is new since it was switched on; what was being said when the call ended is broken off. */
function useSpeech(line: LineSection | undefined, isOn: boolean): void {
  const spokenUpTo = useRef<number>();
  useEffect(() => {
    if (!isOn) {
      spokenUpTo.current = undefined;
      hush();
    }
  }, [isOn]);
  useEffect(() => {
    if (!isOn || !line) return;
    const from = spokenUpTo.current ?? line.captions.at(-1)?.atMs ?? 0;
    for (const { atMs, kind, text } of line.captions) {
      if (atMs > from && (kind === 'says' || kind === 'hears')) speakAloud(text);
    }
    spokenUpTo.current = line.captions.at(-1)?.atMs ?? from;
  }, [isOn, line]);
}
