import { restCredentialOf } from '../../lambdas/domain/twilio-credentials.ts';
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
    name: 'the secret holds a key that signs webhooks',
    look: ({ secret, credentials }) => {
      if (!secret.ok || secret.value === undefined || credentials.signingKeys.length > 0) return good;
      return wrong('it holds no "authToken" and no "sharedKeys" of 16 characters or more', newSecret);
    },
  },
  {
    name: 'the secret holds what authorises requests to Twilio',
    look: ({ secret, credentials, access: { configuration } }) => {
      if (!secret.ok || secret.value === undefined || restCredentialOf(credentials, configuration.accountSid))
        return good;
      return wrong('it holds no "apiKey" and no "authToken": SharedKeys sign webhooks and open nothing', newSecret);
    },
  },
  {
    name: 'no rotation of the secret is stuck',
    look: ({ pendingSecret }) =>
      pendingSecret.ok && pendingSecret.value !== undefined
        ? lookAt('a new version waits to become current', 'finish or cancel the rotation in Secrets Manager')
        : good,
  },
  {
    name: 'Twilio accepts the token for the configured account',
    look: ({ accountStatus }) => {
      if (!accountStatus.ok) return unknown(accountStatus.problem, 'check the network and status.twilio.com');
      if (!accountStatus.value?.startsWith('refused')) return good;
      return wrong(accountStatus.value, `${newSecret}; accountSid in the configuration must be that account's`);
    },
  },
  {
    name: 'Twilio accepts the API key for the configured account',
    look: ({ apiKeyStatus }) => {
      if (!apiKeyStatus.ok) return unknown(apiKeyStatus.problem, 'check the network and status.twilio.com');
      if (!apiKeyStatus.value?.startsWith('refused')) return good;
      return wrong(
        apiKeyStatus.value,
        'npm run secret -- --stage ..., with a standard API key of that account and region',
      );
    },
  },
  {
    name: 'the Twilio account is active',
    look: ({ accountStatus }) => {
      if (!accountStatus.ok || accountStatus.value?.startsWith('refused') || accountStatus.value === 'active')
        return good;
      if (accountStatus.value === undefined)
        return lookAt('only an auth token may ask, and the secret holds none', 'see the Twilio console');
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
