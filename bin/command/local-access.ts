import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoMemory } from '../../lambdas/adapters/dynamo-memory.ts';
import { desiredTwilio } from '../../lambdas/provisioning/desired-state.ts';
import { reconcile } from '../../lambdas/provisioning/reconcile.ts';
import { connectTwilio } from '../../lambdas/provisioning/twilio-client.ts';
import { fallbackOrigin, startFallbackServer } from '../../local/aws/edge-function.ts';
import { type ContactCentre, defaultAuthToken, startContactCentre } from '../../local/contact-centre.ts';
import { type AccountServer, startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { CleanUps } from '../../local/wiring/clean-ups.ts';
import { serviceOrigin } from '../../local/wiring/twilio-account.ts';
import { fetchAccountStatus, httpGet } from './http-get.ts';
import type { StageAccess } from './stage-access.ts';
import { configurationOf } from './stage-configuration.ts';

export interface LocalAccess extends StageAccess {
  centre: ContactCentre;
  account: AccountServer;
  deploy(): Promise<number>;
}

/** A contact centre in this process, and a Twilio account that nobody has set up yet. */
export async function localAccess(stage: string): Promise<LocalAccess> {
  const configuration = configurationOf(stage);
  const cleanUps = new CleanUps();
  const centre = await startContactCentre({ configuration, speed: 0 });
  cleanUps.add(() => centre.stop());
  const { accountSid } = configuration;
  const rows = accountFor(configuration);
  const account = await startAccountServer({
    ...{ accountSid, rows, authToken: () => defaultAuthToken, apiKeys: () => centre.credentials.apiKeys },
  });
  cleanUps.add(() => account.stop());
  const fallback = await startFallbackServer(configuration);
  cleanUps.add(() => fallback.stop());
  const dynamo = new DynamoDBClient({});
  cleanUps.add(() => dynamo.destroy());
  const memory = new DynamoMemory(dynamo, process.env['TABLE_NAME'] ?? '', accountSid);
  const outputs = { apiUrl: serviceOrigin, fallbackUrl: fallbackOrigin, stage: 'local' };
  const deadline = { check: () => undefined, pause: async () => undefined };
  const credential = { user: accountSid, password: defaultAuthToken };
  const twilio = async () =>
    connectTwilio({
      region: configuration.twilio.region,
      accountSid,
      credential,
      taskRouterOrigin: account.origin,
      deadline,
    });
  const served: Record<string, string> = {
    [serviceOrigin]: `http://127.0.0.1:${centre.httpPort}`,
    [fallbackOrigin]: fallback.origin,
  };
  const desired = desiredTwilio(configuration, outputs);
  const nowMs = () => centre.clock.nowMs();
  return {
    ...{ configuration, outputs, isDeployed: true, memory, queueStates: centre.queueStates, twilio, centre, account },
    deploy: async () => reconcile({ twilio: await twilio(), memory, desired, nowMs, pause: deadline.pause }),
    secret: async (version) => (version === 'AWSCURRENT' ? JSON.stringify(centre.twilioSecret) : undefined),
    accountStatus: (given) => fetchAccountStatus(account.origin, accountSid, given),
    request: (url, headers) =>
      httpGet(
        url.replace(/^https:\/\/[^/]+/, (origin) => served[origin] ?? origin),
        headers,
      ),
    resolves: async () => true,
    alarmTopics: async () => [],
    notify: async () => undefined,
    nowMs,
    close: () => cleanUps.run(),
  };
}
