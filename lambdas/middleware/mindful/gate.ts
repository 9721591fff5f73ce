import { createHash, timingSafeEqual } from 'node:crypto';
import { type MindfulEvent, readMindfulEvent } from '../../domain/mindful/webhook-event.ts';
import type { RotatingKeys } from '../../services.ts';
import { type AdmittedRequest, readBody } from '../request-body.ts';
import type { Guard } from '../webhook-handler.ts';
import { WebhookRefused } from '../webhook-request.ts';

/** What may be a key at all; anything else costs nobody a look into the secret. */
const KEY = /^[A-Za-z0-9._~-]{16,200}$/;

/** Mindful signs nothing, so its webhook has a key as the last part of its URL. Without it a request is refused. */
export function mindfulGate(keys: RotatingKeys<string>): Guard {
  return async (event, read) => {
    const key = event.pathParameters?.['key'] ?? '';
    if (!KEY.test(key) || !(await opens(key, keys))) throw new WebhookRefused(403, 'wrongKey', 'SignatureRejected');
    return read(readBody(event));
  };
}

export function readMindfulWebhook({ body }: AdmittedRequest): MindfulEvent {
  if (body.kind !== 'json') throw new WebhookRefused(415, 'wrongContentType');
  return readMindfulEvent(body.json);
}

async function opens(key: string, keys: RotatingKeys<string>): Promise<boolean> {
  const isAmong = (known: readonly string[]) => known.filter((candidate) => isSame(candidate, key)).length > 0;
  return isAmong(await keys.read()) || isAmong((await keys.readAgain()) ?? []);
}

/** In a time that tells nothing about how much of the key is right, or how long it is. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
