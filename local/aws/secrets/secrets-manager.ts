import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../../world/faults/faults.ts';
import { withUpstreamFaults } from '../../world/faults/upstream-faults.ts';
import { collectBody, type LoopbackServer, serveLocally } from '../../world/loopback-server.ts';

type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

interface Version {
  id: string;
  value: string;
  createdAtMs: number;
}

type Answer = { status: number; body: Record<string, unknown> };

/** GetSecretValue and PutSecretValue of AWS Secrets Manager on a loopback port; secrets are made by the methods below. */
export class SecretsManager {
  readonly #secrets = new Map<string, Partial<Record<Stage, Version>>>();
  readonly #mistakes = new Map<string, Version>();

  /** Starts serving. */
  start(faults: Faults): Promise<LoopbackServer> {
    const serve = (request: IncomingMessage, response: ServerResponse) => this.#serve(request, response, faults);
    return serveLocally(withUpstreamFaults(faults, 'secrets', serve));
  }

  /** Makes the value the current one; what was current becomes the previous one. */
  put(secretId: string, value: string): void {
    this.#makeCurrent(secretId, version(value));
  }

  /** Announces the next value, as the first half of a rotation. */
  putPending(secretId: string, value: string): void {
    this.#secrets.set(secretId, { ...this.#secrets.get(secretId), AWSPENDING: version(value) });
  }

  /** The second half of a rotation: the pending value becomes current, the current one previous. */
  promotePending(secretId: string): void {
    const pending = this.#secrets.get(secretId)?.AWSPENDING;
    if (!pending) throw new Error(`${secretId} has no pending value: call putPending first`);
    this.#makeCurrent(secretId, pending);
  }

  #makeCurrent(secretId: string, next: Version): void {
    const previous = this.#secrets.get(secretId)?.AWSCURRENT;
    this.#secrets.set(secretId, { AWSCURRENT: next, AWSPREVIOUS: previous });
  }

  /** The versions as they are, or with one on top that somebody has stored by mistake. */
  #versions(secretId: string, faults: Faults): Partial<Record<Stage, Version>> | undefined {
    const versions = this.#secrets.get(secretId);
    const name = (['secrets-unusable', 'secrets-wrong'] as const).find((fault) => faults.isOn(fault));
    const current = versions?.AWSCURRENT;
    if (!name || !current) {
      this.#mistakes.delete(secretId);
      return versions;
    }
    const value = name === 'secrets-unusable' ? 'to be filled in' : otherValues(current.value);
    const known = this.#mistakes.get(secretId);
    const mistake = known?.value === value ? known : version(value);
    this.#mistakes.set(secretId, mistake);
    return { AWSCURRENT: mistake, AWSPREVIOUS: current };
  }

  async #serve(request: IncomingMessage, response: ServerResponse, faults: Faults): Promise<void> {
    const body = await collectBody(request, 1_000_000);
    const answer = this.#answer(request.headers['x-amz-target'], body?.toString('utf8') ?? '', faults);
    response
      .writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
      .end(JSON.stringify(answer.body));
  }

  #answer(target: string | string[] | undefined, body: string, faults: Faults): Answer {
    const isPut = target === 'secretsmanager.PutSecretValue';
    if (!isPut && target !== 'secretsmanager.GetSecretValue') {
      return failure('UnknownOperationException', `no ${target} here`);
    }
    const request = parse(body);
    if (typeof request?.['SecretId'] !== 'string') return failure('ValidationException', 'SecretId is missing');
    const isThere = this.#secrets.has(request['SecretId']);
    if (isPut && isThere) this.put(request['SecretId'], String(request['SecretString']));
    const stage = isPut ? 'AWSCURRENT' : (request['VersionStage'] ?? 'AWSCURRENT');
    const found = this.#versions(request['SecretId'], faults)?.[stage as Stage];
    if (!found) {
      const what = isThere ? ` value for staging label: ${stage}` : '.';
      return failure('ResourceNotFoundException', `Secrets Manager can't find the specified secret${what}`);
    }
    return { status: 200, body: describe(request['SecretId'], found, stage as Stage) };
  }
}

/** A value of the same form in place of each: what somebody stores who takes the wrong one. */
function otherValues(secret: string): string {
  return JSON.stringify(JSON.parse(secret), (_, value) =>
    typeof value === 'string' ? [...value].reverse().join('') : value,
  );
}

function version(value: string): Version {
  return { id: randomUUID(), value, createdAtMs: Date.now() };
}

function describe(secretId: string, { id, value, createdAtMs }: Version, stage: Stage): Record<string, unknown> {
  return {
    ARN: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${secretId}-local1`,
    Name: secretId,
    VersionId: id,
    SecretString: value,
    VersionStages: [stage],
    CreatedDate: createdAtMs / 1000,
  };
}

function failure(type: string, message: string): Answer {
  return { status: 400, body: { __type: type, Message: message } };
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
