import { reasonInWords, roughDuration } from '../state/words.ts';
import type { CallDetail, Decision, WebhookDetail } from './call-detail.ts';

export const parties = ['Caller', 'Twilio', 'Service', 'Mindful', 'Agent'] as const;
type Party = (typeof parties)[number];

/** One arrow of the diagram. */
export interface Message {
  atMs: number;
  from: Party;
  to: Party;
  text: string;
  kind: 'webhook' | 'speech' | 'key' | 'event' | 'failure';
  /** Which webhook of the call this is. */
  webhook?: number;
  /** What was decided in it, in plain words. */
  decided?: string;
}

/** Without the webhooks in which nothing was decided and nothing failed, and without the names of the others. */
export function inPlainWords(messages: readonly Message[]): Message[] {
  return messages
    .filter(({ webhook, decided, kind }) => webhook === undefined || decided !== undefined || kind === 'failure')
    .map((message) => ({ ...message, text: message.decided ?? message.text }));
}

/** The call as messages between the parties, in order. Music that goes on is told once. */
export function messagesOf(call: CallDetail): Message[] {
  const asked = call.webhooks.map((webhook, index) => {
    return { order: webhook.order, message: webhookMessage(webhook, index, call) };
  });
  const spoken = call.transcript.flatMap((entry, index) => {
    const isRepeat = entry.kind === 'plays' && call.transcript[index - 1]?.kind === 'plays';
    const arrow = isRepeat ? undefined : arrowOf(entry, call.from);
    return arrow ? [{ order: entry.order, message: { atMs: entry.atMs, ...arrow } }] : [];
  });
  return [...asked, ...spoken].sort((one, other) => one.order - other.order).map(({ message }) => message);
}

function webhookMessage(webhook: WebhookDetail, index: number, call: CallDetail): Message {
  const { atMs, url, status, error } = webhook;
  const decision = decisionOf(call, index);
  const failed = error !== undefined || (status ?? 500) >= 400;
  const told = decision && decisionInWords(decision);
  const text = `${stepOf(url)}${failed ? `: ${error ?? status}` : told ? `: ${told}` : ''}`;
  const decided = !failed && told ? (notes[told] ?? `decides: ${told}`) : undefined;
  const kind = failed ? 'failure' : 'webhook';
  return { atMs, from: 'Twilio', to: 'Service', text, kind, webhook: index, ...(decided && { decided }) };
}

/** What the service hears rather than decides. */
const notes: Readonly<Record<string, string>> = {
  accepted: 'notes that the caller wants a callback',
  declined: 'notes that the caller holds',
  taken: 'notes that Mindful has taken the callback',
};

export function stepOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? url;
}

/** API Gateway's request ID is in the webhook's answer and in the log line. */
export function decisionOf({ webhooks, decisions }: CallDetail, index: number): Decision | undefined {
  const requestId = webhooks[index]?.requestId;
  return requestId === undefined ? undefined : decisions.find(({ line }) => line['requestId'] === requestId);
}

/** What the service decided, in a few words; undefined where nothing was. */
export function decisionInWords({ line }: Decision): string | undefined {
  const { decision, because, waitSeconds, reply, outcome, problem } = line;
  if (typeof problem === 'string') return `safe answer, ${problem}`;
  if (decision === 'ask' && typeof waitSeconds === 'number') return `offer, wait ${roughDuration(waitSeconds)}`;
  if (decision === 'transfer') return 'straight to Mindful';
  if (typeof because === 'string') return `no offer, ${reasonInWords(because)}`;
  if (typeof decision === 'string') return decision.replaceAll('-', ' ');
  if (typeof reply === 'string') return reply.replaceAll('-', ' ');
  return typeof outcome === 'string' ? outcome : undefined;
}

type Arrow = Omit<Message, 'atMs'>;
type Entry = CallDetail['transcript'][number];

function arrowOf({ kind, text }: Entry, from: string): Arrow | undefined {
  const caller: Party = from.startsWith('sip:') ? 'Mindful' : 'Caller';
  switch (kind) {
    case 'says':
      return { from: 'Twilio', to: caller, text: `“${text}”`, kind: 'speech' };
    case 'plays':
      return { from: 'Twilio', to: caller, text: '♪ hold music', kind: 'speech' };
    case 'presses':
      return { from: caller, to: 'Twilio', text: `presses ${text}`, kind: 'key' };
    case 'rings':
      return { from: 'Twilio', to: 'Mindful', text: 'calls', kind: 'event' };
    case 'hears':
      return { from: 'Mindful', to: caller, text: `“${text}”`, kind: 'speech' };
    case 'enters':
    case 'leaves':
      return { from: caller, to: 'Twilio', text: `${kind} ${text}`, kind: 'event' };
    case 'connected':
      return text.startsWith('Agent')
        ? { from: 'Agent', to: caller, text: `${text} answers`, kind: 'event' }
        : { from: 'Mindful', to: caller, text: `${text} answers`, kind: 'event' };
    case 'disconnected':
      return { from: text.startsWith('Mindful') ? 'Mindful' : 'Agent', to: 'Twilio', text, kind: 'event' };
    case 'task-canceled':
      return { from: 'Twilio', to: caller, text: `task given up: ${text}`, kind: 'failure' };
    case 'pauses':
      return undefined;
  }
}
