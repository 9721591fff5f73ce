import { apply, type Check, good, lookAt, unknown, wrong } from '../../lambdas/provisioning/finding.ts';
import type { Facts } from './facts.ts';

const newSecret = 'npm run secret -- --stage ..., with the token from the Twilio console';

/** Credentials, and what of this stage exists at all. */
export const accountChecks: readonly Check<Facts>[] = [
  {
    name: 'the stack is deployed',
    look: ({ access }) => (access.isDeployed ? good : wrong('it is not', 'npx cdk deploy -c stage=...')),
  },
  {
    name: 'the Twilio secret can be read',
    look: ({ secret }) => {
      if (!secret.ok) return unknown(secret.problem, 'check AWS credentials and AWS_REGION');
      return secret.value === undefined ? wrong('there is none', newSecret) : good;
    },
  },
  {
    name: 'the secret holds an auth token',
    look: ({ secret, authToken }) => {
      if (!secret.ok || secret.value === undefined || authToken) return good;
      return wrong('it is not {"authToken":"..."} with a token of 16 characters or more', newSecret);
    },
  },
  {
    name: 'no rotation of the token is stuck',
    look: ({ pendingSecret }) =>
      pendingSecret.ok && pendingSecret.value !== undefined
        ? lookAt('a new token waits to become current', 'finish or cancel the rotation in Secrets Manager')
        : good,
  },
  {
    name: 'Twilio accepts the token for the configured account',
    look: ({ accountStatus }) => {
      if (!accountStatus.ok) return unknown(accountStatus.problem, 'check the network and status.twilio.com');
      if (!accountStatus.value.startsWith('refused')) return good;
      return wrong(accountStatus.value, `${newSecret}; accountSid in the configuration must be that account's`);
    },
  },
  {
    name: 'the Twilio account is active',
    look: ({ accountStatus }) => {
      if (!accountStatus.ok || accountStatus.value.startsWith('refused') || accountStatus.value === 'active')
        return good;
      return wrong(`it is ${accountStatus.value}`, 'settle it with Twilio: calls do not reach a suspended account');
    },
  },
  {
    name: 'Twilio shows the resources of this stage',
    look: ({ twilio }) => (twilio.ok ? good : unknown(twilio.problem, 'mend that first, then run this again')),
  },
  {
    name: 'the deploy has set Twilio up',
    look: ({ twilio }) =>
      twilio.ok && !twilio.value.ownership.begun
        ? wrong('this stage has changed nothing in this account yet', `npx cdk deploy -c stage=..., or ${apply}`)
        : good,
  },
];
