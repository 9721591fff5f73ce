import { createHash, timingSafeEqual } from 'node:crypto';
import { defaultQueue } from '../../domain/queue-config.ts';
import type { AuthTokens, Services } from '../../services.ts';
import type { Webhook } from '../../webhook.ts';
import { readBody } from '../request-body.ts';
import { type WebhookEvent, WebhookRefused } from '../webhook-event.ts';

/** What may be a key at all; anything else costs nobody a look into the secret. */
const KEY = /^[A-Za-z0-9._~-]{16,200}$/;

/** Mindful signs nothing, so its webhook has a key as the last part of its URL. Who does not know it gets in nowhere. */
export async function admitMindful(
  event: WebhookEvent,
  { mindfulKeys, configuration }: Pick<Services, 'mindfulKeys' | 'configuration'>,
): Promise<Webhook> {
  const key = event.pathParameters?.['key'] ?? '';
  if (!mindfulKeys || !KEY.test(key) || !(await opens(key, mindfulKeys))) {
    throw new WebhookRefused(403, 'wrongKey', 'SignatureRejected');
  }
  const body = readBody(event);
  if (body.kind !== 'json') throw new WebhookRefused(415, 'wrongContentType');
  return {
    queue: defaultQueue(configuration),
    queueUnknown: false,
    origin: `https://${event.requestContext.domainName}`,
    callSid: '',
    caller: undefined,
    parameters: new Map(),
    state: new Map(),
    json: body.json,
  };
}

async function opens(key: string, keys: AuthTokens): Promise<boolean> {
  const isAmong = (known: readonly string[]) => known.filter((candidate) => isSame(candidate, key)).length > 0;
  return isAmong(await keys.read()) || isAmong((await keys.readAgain()) ?? []);
}

/** In a time that tells nothing about how much of the key is right, or how long it is. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
