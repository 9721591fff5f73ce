import { type Sounds, setAudible } from './sounds.ts';

export function SoundSwitches({ sounds, onChange }: { sounds: Sounds; onChange(sounds: Sounds): void }) {
  return (
    <fieldset class="switches">
      <legend class="hidden">Sound</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={sounds.audible}
          onChange={({ currentTarget: { checked } }) => {
            setAudible(checked);
            onChange({ ...sounds, audible: checked });
          }}
        />
        Music and ringing
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={sounds.spoken}
          onChange={({ currentTarget: { checked } }) => onChange({ ...sounds, spoken: checked })}
        />
        Read captions aloud
      </label>
    </fieldset>
  );
}
