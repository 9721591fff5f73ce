import { type Check, type Finding, good } from '../../lambdas/provisioning/finding.ts';
import { resourceChecks } from '../../lambdas/provisioning/resources/registry.ts';
import { accountChecks } from './account-checks.ts';
import { alarmChecks } from './alarm-checks.ts';
import type { Facts } from './facts.ts';
import { roomCheck } from './room-check.ts';
import { serviceChecks } from './service-checks.ts';

export const checks: readonly Check<Facts>[] = [
  ...accountChecks,
  ...resourceChecks.map(ofTwilio),
  roomCheck,
  ...serviceChecks,
  ...alarmChecks,
];

/** What Twilio does not show is said once, by a check of its own. */
function ofTwilio({ name, look }: (typeof resourceChecks)[number]): Check<Facts> {
  return { name, look: ({ twilio }) => (twilio.ok ? look(twilio.value.resources) : good) };
}

export interface Result {
  name: string;
  finding: Finding;
}

export function examine(facts: Facts): Result[] {
  return checks.map(({ name, look }) => ({ name, finding: look(facts) }));
}

const marks = { good: 'ok     ', wrong: 'WRONG  ', look: 'look   ', unknown: 'unknown' } as const;

/** What this command does not look at, most of it because no API shows it: docs/setup.md says what it should be. */
const unseen = [
  'Enhanced Programmable SIP Features (Twilio console, Voice, Settings): on, or Mindful cannot hand a caller back',
  'Webhook Rules of the Twilio account: one that matches these URLs stands above the timeouts and retries in them',
];

export function reportFindings(results: readonly Result[]): string {
  const lines = results.flatMap(({ name, finding }) => {
    const line = `${marks[finding.verdict]}  ${name}${finding.what === undefined ? '' : `: ${finding.what}`}`;
    return finding.verdict === 'good' ? [line] : [line, `         -> ${finding.remedy}`];
  });
  const count = (verdict: Finding['verdict']) => results.filter(({ finding }) => finding.verdict === verdict).length;
  const summary = `${count('good')} of ${results.length} checks are good, ${count('wrong')} wrong, ${count('unknown')} unknown, ${count('look')} to look at`;
  return [...lines, ...unseen.map((what) => `unseen   ${what}`), summary].join('\n');
}

/** Whether a caller could come to harm. */
export function isHealthy(results: readonly Result[]): boolean {
  return results.every(({ finding }) => finding.verdict === 'good' || finding.verdict === 'look');
}
