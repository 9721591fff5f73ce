import { readTwiml } from '../twiml-document.ts';
import type { Place, TwimlElement } from '../twiml-grammar.ts';
import type { VoiceServices } from '../voice-services.ts';
import type { WebhookMethod, WebhookParameters } from '../webhooks.ts';
import type { Call } from './call.ts';
import { standardParameters } from './call-parameters.ts';
import type { Phase } from './phase.ts';

export interface DocumentRequest {
  method: WebhookMethod;
  url: string;
  /** Besides the standard ones. */
  parameters?: WebhookParameters;
}

export interface TwimlDocument {
  url: string;
  verbs: readonly TwimlElement[];
}

/** No document could be had, and the fallback URL, where there is one, gave none either. */
export class NoDocument extends Error {
  override readonly name = 'NoDocument';
}

export interface FetchContext {
  call: Call;
  phase: Phase;
  place: Place;
  services: VoiceServices;
}

/**
 * Asks for a document. On a call a failure leads to the fallback URL of its number or SIP domain; for a waiting caller
 * Twilio has no such second chance. https://www.twilio.com/docs/availability-reliability
 */
export async function fetchDocument(request: DocumentRequest, context: FetchContext): Promise<TwimlDocument> {
  const first = await tryDocument(request, context);
  if (first.ok) return first.document;
  const { voiceFallbackUrl: url, voiceFallbackMethod: method = 'POST' } = context.call.route;
  if (context.place === 'queue' || !url) throw new NoDocument(first.message);
  const parameters = { ErrorCode: String(first.errorCode), ErrorUrl: request.url.replace(/#.*$/, '') };
  const second = await tryDocument({ method, url, parameters }, context);
  if (!second.ok) throw new NoDocument(second.message);
  return second.document;
}

type Attempt = { ok: true; document: TwimlDocument } | { ok: false; errorCode: number; message: string };

async function tryDocument(request: DocumentRequest, { call, phase, place, services }: FetchContext): Promise<Attempt> {
  const parameters = { ...standardParameters(call, services.accountSid), ...request.parameters };
  const outcome = await phase.during(
    services.webhooks.send({ method: request.method, url: request.url, parameters }, (record) =>
      call.keepWebhook(record),
    ),
  );
  if (!outcome.ok) return failed(call, request.url, outcome);
  const problem = contentProblem(outcome.contentType);
  const reading = problem ? { ok: false as const, problem } : readTwiml(outcome.body, place);
  if (reading.ok) return { ok: true, document: { url: request.url, verbs: reading.verbs } };
  outcome.record.error = reading.problem;
  const message = `TwiML not understood: ${reading.problem}`;
  return failed(call, request.url, { errorCode: problem ? 12300 : 12100, message });
}

function failed(call: Call, url: string, { errorCode, message }: { errorCode: number; message: string }): Attempt {
  call.fault(`${message} (error ${errorCode}, ${url})`);
  return { ok: false, errorCode, message };
}

/** Twilio would play audio and read plain text aloud; the service answers neither. https://www.twilio.com/docs/voice/twiml */
function contentProblem(contentType: string): string | undefined {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (['text/xml', 'application/xml', 'text/html'].includes(mediaType)) return undefined;
  return `the content type is ${mediaType || 'missing'}, not text/xml`;
}
