import { createServer } from 'node:http';
import { close, collectBody, listen, toListener } from '../../local/world/loopback-server.ts';

export interface SecretsEndpoint {
  /** For AWS_ENDPOINT_URL. */
  origin: string;
  /** Each secret's text by name, to be looked at and changed. */
  stored: Map<string, string>;
  stop(): Promise<void>;
}

interface Request {
  SecretId?: string;
  Name?: string;
  SecretString?: string;
}

const NO_STACK =
  '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id S does not exist</Message></Error></ErrorResponse>';

/** Secrets Manager on a loopback port (GetSecretValue, CreateSecret, PutSecretValue), beside a CloudFormation without stacks. */
export async function startSecretsEndpoint(): Promise<SecretsEndpoint> {
  const stored = new Map<string, string>();
  const server = createServer(
    toListener(async (incoming, response) => {
      const body = (await collectBody(incoming, 100_000))?.toString('utf8') ?? '';
      const target = incoming.headers['x-amz-target'];
      if (!target) return void response.writeHead(400).end(NO_STACK);
      const { status, json } = answer(stored, String(target), JSON.parse(body));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(json));
    }),
  );
  const port = await listen(server);
  return { origin: `http://127.0.0.1:${port}`, stored, stop: () => close(server) };
}

function answer(stored: Map<string, string>, target: string, { SecretId, Name, SecretString = '' }: Request) {
  const name = SecretId ?? Name ?? '';
  const isThere = stored.has(name);
  if (target === 'secretsmanager.CreateSecret' ? isThere : !isThere) {
    return { status: 400, json: { __type: isThere ? 'ResourceExistsException' : 'ResourceNotFoundException' } };
  }
  if (target === 'secretsmanager.GetSecretValue') {
    return { status: 200, json: { Name: name, SecretString: stored.get(name) } };
  }
  stored.set(name, SecretString);
  return { status: 200, json: { Name: name } };
}
