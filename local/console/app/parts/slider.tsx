import { useEffect, useRef, useState } from 'preact/hooks';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  show(value: number): string;
  /** Called while it moves, at most five times a second, and when it has stopped. */
  onChange(value: number): void;
}

const EVERY_MS = 200;

/** Follows the hand at once; what the contact centre says counts again when the hand is off. */
export function Slider({ label, value, min, max, step, show, onChange }: SliderProps) {
  const [held, setHeld] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => setHeld(undefined), [value]);
  const shown = held ?? value;
  const move = (next: number) => {
    setHeld(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next), EVERY_MS);
  };
  return (
    <label class="slider">
      <span>
        {label} <b>{show(shown)}</b>
      </span>
      <input
        type="range"
        min={min}
        max={Math.max(max, value)}
        step={step}
        value={shown}
        aria-valuetext={show(shown)}
        onInput={(event) => move(Number(event.currentTarget.value))}
      />
    </label>
  );
}
