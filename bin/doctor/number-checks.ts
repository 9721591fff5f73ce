import type { DesiredNumber } from '../../lambdas/provisioning/desired-state.ts';
import type { PhoneNumberResource } from '../../lambdas/provisioning/twilio-resources.ts';
import type { Facts } from './facts.ts';
import { apply, type Check, type Finding, good, lookAt, wrong } from './finding.ts';

/** The wiring of every configured number. */
export const numberChecks: readonly Check[] = [
  {
    name: 'every number is in the account',
    look: (facts) =>
      everyNumber(facts, ({ phoneNumber }, number) =>
        number ? good : wrong(`${phoneNumber} is not`, 'buy or port it, or correct numbers in the configuration'),
      ),
  },
  {
    name: 'no number is bound to a trunk or an application',
    look: (facts) =>
      everyNumber(facts, ({ phoneNumber }, number) => {
        const other = number?.settings['trunkSid'] || number?.settings['voiceApplicationSid'];
        return other ? wrong(`${phoneNumber} is bound to ${other} and ignores its Voice URL`, apply) : good;
      }),
  },
  sameSettings("every number's Voice URL is this service's", ['voiceUrl', 'voiceMethod'], withoutOverrides),
  {
    name: "every number's Voice URL tells Twilio how often to try",
    look: (facts) =>
      everyNumber(facts, (wanted, number) => {
        const [present = '', target = ''] = [number?.settings['voiceUrl'], wanted.settings['voiceUrl']];
        const isOurs = withoutOverrides(present) === withoutOverrides(target);
        return isOurs && present !== target
          ? wrong(`${wanted.phoneNumber} has other overrides after the #`, apply)
          : good;
      }),
  },
  sameSettings('every number has its fallback, asked by GET', ['voiceFallbackUrl', 'voiceFallbackMethod']),
  sameSettings('every number reports ended calls', ['statusCallback', 'statusCallbackMethod']),
  {
    name: "every return number knows Mindful's caller IDs",
    look: ({ access: { configuration } }) => {
      const queue = configuration.queues.find(
        ({ returnNumbers, returnCallers }) => returnNumbers.length > 0 && returnCallers.length === 0,
      );
      if (!queue) return good;
      return lookAt(
        `${queue.name} has returnNumbers and no returnCallers: any call there has priority while a callback is due, and no agent sees whose it is`,
        'write the caller IDs that Mindful calls with into returnCallers, then deploy',
      );
    },
  },
];

function sameSettings(name: string, fields: string[], simplify = (value: string) => value): Check {
  return {
    name,
    look: (facts) =>
      everyNumber(facts, ({ phoneNumber, settings }, number) => {
        const field = fields.find(
          (one) => number && simplify(number.settings[one] ?? '') !== simplify(settings[one] ?? ''),
        );
        return field ? wrong(`${phoneNumber}: ${field} is ${number?.settings[field] || 'not set'}`, apply) : good;
      }),
  };
}

/** The first finding that is not good. */
function everyNumber(
  { twilio, desired }: Facts,
  look: (wanted: DesiredNumber, number: PhoneNumberResource | undefined) => Finding,
): Finding {
  if (!twilio.ok) return good;
  const findings = desired.numbers.map((wanted) =>
    look(
      wanted,
      twilio.value.numbers.find(({ phoneNumber }) => phoneNumber === wanted.phoneNumber),
    ),
  );
  return findings.find(({ verdict }) => verdict !== 'good') ?? good;
}

function withoutOverrides(url: string): string {
  return url.split('#')[0] ?? '';
}
