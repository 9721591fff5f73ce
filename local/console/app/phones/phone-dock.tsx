import { useState } from 'preact/hooks';
import { useSection } from '../state/floor-store.ts';
import { NewCall } from './new-call.tsx';
import { Phone } from './phone.tsx';
import { SoundSwitches } from './sound-switches.tsx';
import { silent } from './sounds.ts';
import { usePhoneSounds } from './use-phone-sounds.ts';

/** All phones used by hand. */
export function PhoneDock() {
  const phones = useSection('phones') ?? [];
  const speed = useSection('clock')?.speed ?? 0;
  const nowMs = useSection('clock')?.nowMs ?? 0;
  const [sounds, setSounds] = useState(silent);
  usePhoneSounds(phones, { ...sounds, speed });
  return (
    <aside class="dock" aria-label="Phones">
      <NewCall />
      <SoundSwitches sounds={sounds} onChange={setSounds} />
      {[...phones].reverse().map((phone) => (
        <Phone key={phone.callSid} phone={phone} nowMs={nowMs} />
      ))}
    </aside>
  );
}
