import type { PolicyAnswer } from '../../control/policy.ts';
import { askControl } from '../state/control-api.ts';
import { linkTo } from '../state/route.ts';

export interface FurtherPolicy {
  name: string;
  policy: object;
}

const AT_MOST = 5;

interface FurtherPoliciesProps {
  queue: string;
  policies: readonly FurtherPolicy[];
  onChange(policies: readonly FurtherPolicy[]): void;
}

/** Policies that were tried on the page, each kept as a column of its own. */
export function FurtherPolicies({ queue, policies, onChange }: FurtherPoliciesProps) {
  const add = async () => {
    const answer = await askControl<PolicyAnswer>('GET', `queues/${queue}/policy`);
    if (!answer) return;
    const name = nameOf(answer.override);
    onChange([...policies.filter((other) => other.name !== name), { name, policy: answer.override }]);
  };
  return (
    <div class="further">
      {policies.map(({ name }) => (
        <span key={name} class="badge">
          {name}{' '}
          <button
            type="button"
            class="quiet"
            aria-label={`Remove the column ${name}`}
            onClick={() => onChange(policies.filter((other) => other.name !== name))}
          >
            ×
          </button>
        </span>
      ))}
      <button type="button" disabled={policies.length === AT_MOST} onClick={() => void add()}>
        Add the policy of now as a column
      </button>
      <a href={linkTo('policy', queue)}>Try another policy</a>
    </div>
  );
}

/** The fields that were changed, such as `thresholdSeconds 60`. */
function nameOf(override: object): string {
  const changed = Object.entries(override).map(
    ([field, value]) => `${field} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  return changed.length === 0 ? 'As configured' : changed.join(', ').slice(0, 80);
}
