import { useState } from 'preact/hooks';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { shortWeekday, timeOfDay } from '../state/time-of-day.ts';
import { clockDuration } from '../state/words.ts';

const speeds = [1, 2, 5, 10, 20, 30, 60];
const steps: readonly [number, string][] = [
  [10, '10 s'],
  [60, '1 min'],
  [600, '10 min'],
];

interface Step {
  fromMs: number;
  toMs: number;
}

export function ClockBar() {
  const clock = useSection('clock');
  const [lastSpeed, setLastSpeed] = useState(1);
  if (!clock) return <div class="clock" />;
  const { nowMs, speed, isHeldBack } = clock;
  const run = (wanted: number) => {
    setLastSpeed(wanted || speed);
    void askControl('POST', 'clock', { speed: wanted });
  };
  return (
    <fieldset class="clock" aria-label="Clock">
      <time class="now">
        {shortWeekday(nowMs)} {timeOfDay(nowMs)}
      </time>
      <button type="button" class="primary" onClick={() => run(speed > 0 ? 0 : lastSpeed)}>
        {speed > 0 ? 'Pause' : 'Run'}
      </button>
      <SpeedChoice speed={speed || lastSpeed} onChange={speed > 0 ? run : setLastSpeed} />
      <Steps nowMs={nowMs} />
      <span class="held-back" role="status">
        {isHeldBack && `A phone needs you: 1× until you have answered, then ${speed}× again.`}
      </span>
    </fieldset>
  );
}

/** While the clock stands, the speed at which it will run. */
function SpeedChoice({ speed, onChange }: { speed: number; onChange(speed: number): void }) {
  return (
    <label>
      <span class="hidden">Speed</span>
      <select value={String(speed)} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {withPresent(speed).map((value) => (
          <option key={value} value={value}>
            {value}×
          </option>
        ))}
      </select>
    </label>
  );
}

function Steps({ nowMs }: { nowMs: number }) {
  const [step, setStep] = useState<Step>();
  const advance = (seconds: number) => {
    setStep({ fromMs: nowMs, toMs: nowMs + seconds * 1000 });
    void askControl('POST', 'clock', { advanceSeconds: seconds }).finally(() => setStep(undefined));
  };
  return (
    <>
      <fieldset class="segmented" aria-label="Step">
        {steps.map(([seconds, label]) => (
          <button type="button" key={seconds} disabled={step !== undefined} onClick={() => advance(seconds)}>
            <span class="hidden">Step </span>+{label}
          </button>
        ))}
      </fieldset>
      {step && <StepProgress step={step} nowMs={nowMs} />}
    </>
  );
}

function StepProgress({ step: { fromMs, toMs }, nowMs }: { step: Step; nowMs: number }) {
  return (
    <label class="step-progress">
      <span>{clockDuration((toMs - nowMs) / 1000)} to go</span>
      <progress value={nowMs - fromMs} max={toMs - fromMs} />
    </label>
  );
}

function withPresent(speed: number): number[] {
  return speeds.includes(speed) ? speeds : [...speeds, speed].sort((one, other) => one - other);
}
