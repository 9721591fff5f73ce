import { useEffect, useRef, useState } from 'preact/hooks';

type SliderRange = readonly [min: number, max: number, step: number];

interface SliderProps {
  label: string;
  value: number;
  range: SliderRange;
  show(value: number): string;
  /** Called while it moves, at most five times a second, and when it has stopped. */
  onChange(value: number): void;
}

const EVERY_MS = 200;

/** Follows the hand at once; shows the value of the contact centre again when it is released. */
export function Slider({ label, value, range: [min, max, step], show, onChange }: SliderProps) {
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

export type SliderRow<Field extends string> = readonly [
  field: Field,
  label: string,
  range: SliderRange,
  show: (value: number) => string,
];

interface SlidersProps<Field extends string> {
  rows: readonly SliderRow<Field>[];
  values: Readonly<Record<Field, number>>;
  onChange(change: { [field in Field]?: number }): void;
}

/** One slider a field of an object of numbers. */
export function Sliders<Field extends string>({ rows, values, onChange }: SlidersProps<Field>) {
  return rows.map(([field, label, range, show]) => {
    const change = (value: number) => onChange({ [field]: value } as { [field in Field]?: number });
    return <Slider key={field} label={label} value={values[field]} range={range} show={show} onChange={change} />;
  });
}

export const percent = (share: number) => `${Math.round(share * 100)} %`;
export const oneDecimal = (value: number) => value.toFixed(1);
export const inMinutes = (minutes: number) => `${minutes} min`;
