import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { close, collectBody, toListener } from '../../local/world/loopback-server.ts';
import type { LocalAuthority } from './local-authority.ts';
import { AUTH_TOKEN } from './webhooks.ts';

export interface FakeAws {
  dynamoDb: string;
  secretsManager: string;
  /** Since the last `reset`: every operation asked for, and how many connections were opened. */
  seen: { operations: string[]; connections: number };
  /** Begins anew; `onFirstConnection` is told of the first one after that. */
  reset(onFirstConnection: () => void): void;
  stop(): Promise<void>;
}

/**
 * DynamoDB and Secrets Manager behind TLS, each at an address of its own, which answer at once: what is measured is what the function
 * does. The queue has a long wait, so that the first call is offered a callback.
 */
export async function startFakeAws({ key, cert }: LocalAuthority): Promise<FakeAws> {
  const seen: FakeAws['seen'] = { operations: [], connections: 0 };
  let onFirstConnection = () => {};
  const answer = toListener(async (request, response) => {
    await collectBody(request, 100_000);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    seen.operations.push(operation);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answers[operation]?.() ?? {}));
  });
  const servers: Server[] = [];
  const start = async () => {
    const server = createServer({ key, cert }, answer);
    server.on('connection', () => {
      if (seen.connections === 0) onFirstConnection();
      seen.connections += 1;
    });
    servers.push(server);
    // By its name, which the function has to look up, as it has to for AWS.
    await once(server.listen(0, 'localhost'), 'listening');
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  };
  return {
    dynamoDb: await start(),
    secretsManager: await start(),
    seen,
    reset(listener) {
      Object.assign(seen, { operations: [], connections: 0 });
      onFirstConnection = listener;
    },
    stop: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

const answers: Record<string, () => object> = {
  GetSecretValue: () => ({ SecretString: JSON.stringify({ authToken: AUTH_TOKEN }), CreatedDate: 1_772_452_800 }),
  Query: () => ({ Items: [snapshotItem()], Count: 1 }),
  // The guide's port and the leanest handler read one item; the service finds no override and no callback under this address.
  GetItem: () => ({}),
};

function snapshotItem() {
  const snapshot = {
    ...{ sampledAtMs: Date.now(), estimator: 'people-ahead', freeAgents: 0, openCallbacks: 0 },
    wait: { quoteSeconds: 900, offerSeconds: 900 },
  };
  return { pk: { S: 'queue#support' }, sk: { S: 'snapshot' }, document: { S: JSON.stringify(snapshot) } };
}
