import { useEngineersTerms } from '../state/terms.ts';

export function TermsSwitch() {
  const [isOn, switchTerms] = useEngineersTerms();
  return (
    <label class="check terms-switch">
      <input type="checkbox" checked={isOn} onChange={(event) => switchTerms(event.currentTarget.checked)} />
      Engineers' terms
    </label>
  );
}
