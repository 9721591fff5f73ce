import type { PolicyAnswer } from '../../control/policy.ts';
import { inMinutes, type SliderRow, Sliders } from '../parts/slider.tsx';
import { useEngineersTerms } from '../state/terms.ts';
import { estimatorInWords, roughDuration } from '../state/words.ts';

type Policy = PolicyAnswer['effective'];

interface PolicyFieldsProps {
  answer: PolicyAnswer;
  onChange(policy: Partial<Policy>): void;
}

const offerModes: readonly [Policy['offers'], string][] = [
  ['ask', 'The service quotes the wait and asks'],
  ['transfer', 'Mindful makes its own offer'],
  ['off', 'No offers'],
];

export function PolicyFields({ answer, onChange }: PolicyFieldsProps) {
  return (
    <section class="card" aria-labelledby="policy-heading">
      <h3 id="policy-heading">Policy of {answer.queue}, as it is now</h3>
      <p class="muted">
        Changes hold at once for every decision; functions may remember the old policy for five seconds.
      </p>
      <PolicyChoices answer={answer} onChange={onChange} />
      <PolicySliders answer={answer} onChange={onChange} />
    </section>
  );
}

function PolicyChoices({ answer: { effective, estimators }, onChange }: PolicyFieldsProps) {
  const [withTerms] = useEngineersTerms();
  const setOffers = (value: string) => onChange({ offers: offerModes.find(([mode]) => mode === value)?.[0] ?? 'ask' });
  const places = [
    ['offerBeforeQueue', 'Before the queue'],
    ['offerOnHold', 'On hold'],
  ] as const;
  const setEstimator = (value: string) => onChange({ estimator: value as Policy['estimator'] });
  return (
    <div class="choices">
      <label>
        Offers
        <select value={effective.offers} onChange={(event) => setOffers(event.currentTarget.value)}>
          {offerModes.map(([mode, label]) => (
            <option key={mode} value={mode}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {places.map(([field, label]) => (
        <label key={field}>
          {label}
          <select
            value={String(effective[field])}
            onChange={(event) => onChange({ [field]: event.currentTarget.value === 'true' })}
          >
            <option value="true">Offered</option>
            <option value="false">Not offered</option>
          </select>
        </label>
      ))}
      <label>
        Estimate the wait from
        <select value={effective.estimator} onChange={(event) => setEstimator(event.currentTarget.value)}>
          {estimators.map((name) => (
            <option key={name} value={name}>
              {withTerms ? name : estimatorInWords(name as Policy['estimator'])}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

const rows: readonly SliderRow<'thresholdSeconds' | 'quoteCapMinutes'>[] = [
  ['thresholdSeconds', 'Offer beyond', [0, 1800, 30], roughDuration],
  ['quoteCapMinutes', 'Quote at most', [1, 60, 1], inMinutes],
];

const onHoldRows: readonly SliderRow<'afterSeconds' | 'everySeconds' | 'atMost'>[] = [
  ['afterSeconds', 'On hold, offer after', [0, 900, 30], roughDuration],
  ['everySeconds', 'Then every', [30, 1200, 30], roughDuration],
  ['atMost', 'On hold, at most', [0, 10, 1], (value) => (value === 0 ? 'never' : `${value} times`)],
];

function PolicySliders({ answer: { effective }, onChange }: PolicyFieldsProps) {
  const { inQueueOffer } = effective;
  const changeOnHold = (changes: object) => onChange({ inQueueOffer: { ...inQueueOffer, ...changes } });
  return (
    <div class="sliders">
      <Sliders rows={rows} values={effective} onChange={onChange} />
      <Sliders rows={onHoldRows} values={inQueueOffer} onChange={changeOnHold} />
    </div>
  );
}
