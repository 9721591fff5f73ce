import type { Route } from '../routes.ts';
import { type WebhookEvent, WebhookRefused } from './webhook-request.ts';

/** Decoded form parameters, exactly as signed: blanks kept, repeats as arrays. */
export type Form = Record<string, string | string[]>;

export interface RequestBody {
  raw: Buffer;
  kind: 'none' | 'form' | 'json';
  form: Form;
  json: Record<string, unknown>;
}

/** A request that its guard has let in. */
export interface AdmittedRequest {
  event: WebhookEvent;
  route: Route;
  body: RequestBody;
}

/** Twilio's longest webhooks stay far below both; hashing megabytes for strangers would be a gift to them. */
const MAX_BODY_BYTES = 64 * 1024;
const MAX_PARAMETERS = 200;

/** Reads the body, or refuses it: too large, too many parameters, or neither a form nor a JSON object. */
export function readBody(event: WebhookEvent): RequestBody {
  const encoded = event.body ?? '';
  if (encoded.length > MAX_BODY_BYTES * 1.5) throw new WebhookRefused(413, 'bodyTooLarge');
  const raw = Buffer.from(encoded, event.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.length > MAX_BODY_BYTES) throw new WebhookRefused(413, 'bodyTooLarge');
  if (raw.length === 0) return { raw, kind: 'none', form: {}, json: {} };

  const contentType = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (contentType === 'application/x-www-form-urlencoded')
    return { raw, kind: 'form', form: readForm(raw.toString('utf8')), json: {} };
  if (contentType === 'application/json') return { raw, kind: 'json', form: {}, json: readJson(raw) };
  throw new WebhookRefused(415, 'wrongContentType');
}

/** Form parameters, of a body or of a query. */
export function readForm(text: string): Form {
  const form: Form = Object.create(null);
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MAX_PARAMETERS) throw new WebhookRefused(413, 'tooManyParameters');
    const known = form[name];
    if (known === undefined) form[name] = value;
    else if (typeof known === 'string') form[name] = [known, value];
    else known.push(value);
  }
  return form;
}

function readJson(raw: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(raw.toString('utf8'));
    // Event Streams sends a list, of one event unless batches are asked for.
    const value: unknown = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Not JSON at all: refused below, like JSON that is not an object.
  }
  throw new WebhookRefused(400, 'notAnObject');
}
