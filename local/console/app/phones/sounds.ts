export interface Sounds {
  /** Music, ringing and keys are audible. */
  audible: boolean;
  /** What is said is spoken by the browser. */
  spoken: boolean;
}

export const silent: Sounds = { audible: false, spoken: false };

let audio: AudioContext | undefined;
let isAudible = false;

/** Browsers let a page be heard only after somebody has touched it, so the sound is made at the first switch. */
export function setAudible(audible: boolean): void {
  isAudible = audible;
  if (!audible) return;
  audio ??= new AudioContext();
  void audio.resume();
}

/** ITU-T Q.23: each key is a row's tone and a column's. */
const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const keyOrder = '123456789*0#';

export function playKey(key: string): void {
  const index = keyOrder.indexOf(key);
  if (index < 0) return;
  tone(rows[Math.floor(index / 3)] ?? 0, { seconds: 0.12 });
  tone(columns[index % 3] ?? 0, { seconds: 0.12 });
}

/** One ring, as in North America: 440 and 480 Hz. */
export function playRing(): void {
  tone(440, { seconds: 1 });
  tone(480, { seconds: 1 });
}

const melody = [262, 330, 392, 523, 392, 330, 294, 349, 440, 587, 440, 349];

/** A bar of hold music; `beat` says where in the melody it is. */
export function playMusicBeat(beat: number): void {
  tone(melody[beat % melody.length] ?? 0, { seconds: 0.38, volume: 0.03, type: 'triangle' });
}

export function speakAloud(text: string): void {
  speechSynthesis.speak(new SpeechSynthesisUtterance(text));
}

export function hush(): void {
  if ('speechSynthesis' in globalThis) speechSynthesis.cancel();
}

interface Tone {
  seconds: number;
  volume?: number;
  type?: OscillatorType;
}

function tone(frequency: number, { seconds, volume = 0.05, type = 'sine' }: Tone): void {
  if (!audio || !isAudible || frequency === 0) return;
  const oscillator = new OscillatorNode(audio, { frequency, type });
  const gain = new GainNode(audio, { gain: 0 });
  const { currentTime } = audio;
  gain.gain.linearRampToValueAtTime(volume, currentTime + 0.02);
  gain.gain.setValueAtTime(volume, currentTime + seconds * 0.7);
  gain.gain.linearRampToValueAtTime(0, currentTime + seconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start();
  oscillator.stop(currentTime + seconds);
}
