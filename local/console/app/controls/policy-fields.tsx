import type { PolicyAnswer } from '../../control/policy.ts';
import { Slider } from '../parts/slider.tsx';
import { roughDuration } from '../state/words.ts';

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
        Estimator
        <select value={effective.estimator} onChange={(event) => setEstimator(event.currentTarget.value)}>
          {estimators.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

function PolicySliders({ answer: { effective }, onChange }: PolicyFieldsProps) {
  const { thresholdSeconds, quoteCapMinutes, inQueueOffer } = effective;
  return (
    <div class="sliders">
      <Slider
        {...{ label: 'Offer beyond', value: thresholdSeconds, min: 0, max: 1800, step: 30, show: roughDuration }}
        onChange={(value) => onChange({ thresholdSeconds: value })}
      />
      <Slider
        {...{ label: 'Quote at most', value: quoteCapMinutes, min: 1, max: 60, step: 1 }}
        show={(value) => `${value} min`}
        onChange={(value) => onChange({ quoteCapMinutes: value })}
      />
      <Slider
        {...{ label: 'On hold, offer after', value: inQueueOffer.afterSeconds, min: 0, max: 900, step: 30 }}
        show={roughDuration}
        onChange={(afterSeconds) => onChange({ inQueueOffer: { ...inQueueOffer, afterSeconds } })}
      />
      <Slider
        {...{ label: 'Then every', value: inQueueOffer.everySeconds, min: 30, max: 1200, step: 30 }}
        show={roughDuration}
        onChange={(everySeconds) => onChange({ inQueueOffer: { ...inQueueOffer, everySeconds } })}
      />
      <Slider
        {...{ label: 'On hold, at most', value: inQueueOffer.atMost, min: 0, max: 10, step: 1 }}
        show={(value) => (value === 0 ? 'never' : `${value} times`)}
        onChange={(atMost) => onChange({ inQueueOffer: { ...inQueueOffer, atMost } })}
      />
    </div>
  );
}
