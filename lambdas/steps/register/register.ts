import type { CallbackRecord } from '../../domain/callback/callback-record.ts';
import { dueAtMs } from '../../domain/callback/callback-record.ts';
import { dueAt } from '../../domain/callback/due.ts';
import type { FixedSentence } from '../../domain/queue-config.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices } from '../../services.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { lookAgain } from '../../twiml/transfer.ts';
import { say, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply, Step } from '../../webhook.ts';
import { customerOf, keyedNumberOf } from '../customer.ts';
import { sendToQueue } from '../enqueue-caller.ts';
import { endLeftTasks } from '../events/left-task.ts';
import { askMindful, lookAtMindful, noteAttempt, type Registration } from './registration.ts';

/** Mindful may need ten seconds for a registration; after so many looks the caller is told that there is none. */
const LOOKS_AT_MOST = 3;

const TASK_ENDS_WITHIN_MS = 1800;

const confirmed = ['registered', 'returned', 'answered'];

/** What a caller hears whom Mindful does not register, before the queue. */
const sentences: Partial<Record<string, FixedSentence>> = {
  InvalidContact: 'numberRefused',
  RequestRefusedDueToOperationMode: 'noCallbacksNow',
};

/**
 * A caller who has said yes, and is not or no longer on the way by transfer: Mindful's API is asked to register the callback, and
 * only its word is told as a yes. Whatever else comes of it, the caller holds at the old place. That it is asked is written down
 * before: whatever is lost after that, somebody looks for what Mindful made of it.
 */
export const register: Step<'register'> = async (webhook, services) => {
  const { callSid, queue, state } = webhook;
  const caller = customerOf(webhook);
  const record = caller && (await services.callbacks.find(caller, queue.name));
  const { widget } = queue.callTarget;
  if (record?.callSid !== callSid || !widget) return backToQueue(webhook, { log: { registration: 'not-accepted' } });
  if (confirmed.includes(record.status)) return tell(webhook, record, { log: { registration: 'registered-before' } });
  const isFirst = await noteAsked(record, services);
  if (!isFirst && record.status !== 'asked') {
    // Who has heard nothing of the first answer hears the same from the second.
    const sentence = record.status === 'in-doubt' ? 'transferFailed' : undefined;
    return backToQueue(webhook, { sentence, log: { registration: record.status } });
  }

  const [registration, ended] = await Promise.all([
    isFirst && state.looks === undefined
      ? askMindful({ record, widget, queue }, services)
      : lookAtMindful({ record, widget, queue }, services),
    endTaskLeftBehind(webhook, services),
  ]);
  return conclude(webhook, { record, registration, ended }, services);
};

interface Concluded {
  record: CallbackRecord;
  registration: Registration;
  ended: Measurement[];
}

async function conclude(
  webhook: CallWebhook<'register'>,
  { record, registration, ended }: Concluded,
  services: EventServices,
): Promise<Reply> {
  const { looks = 0, since, left } = webhook.state;
  const log = { registration: registration.kind, looks };
  if (registration.kind === 'registered') {
    const { dueAtMs: due } = registration;
    const noted = await noteRegistered(record, due, webhook, services);
    return tell(webhook, { ...record, dueAtMs: due }, { measurements: [...ended, ...noted], log });
  }
  if (registration.kind === 'uncertain' && looks < LOOKS_AT_MOST) {
    const document = new VoiceResponse();
    lookAgain(document, {
      ...webhook,
      keyedNumber: keyedNumberOf(webhook),
      sinceSeconds: since,
      leftAtSeconds: left,
      looks: looks + 1,
    });
    return { body: { twiml: document.toString() }, measurements: ended, log };
  }
  const because = registration.kind === 'refused' ? registration.because : 'no-answer';
  const confirmedMeanwhile = await noteFailed(record, because, webhook, services);
  if (confirmedMeanwhile) return tell(webhook, confirmedMeanwhile, { measurements: ended, log });
  const sentence = sentences[because] ?? 'transferFailed';
  return backToQueue(webhook, {
    sentence,
    measurements: [...ended, { name: 'RegistrationFailed' }],
    log: { ...log, because },
  });
}

/** The task of a caller who has left the queue for this; the first of these requests ends it. */
async function endTaskLeftBehind(
  { callSid, queue, state }: CallWebhook<'register'>,
  services: EventServices,
): Promise<Measurement[]> {
  if (state.left === undefined || state.looks !== undefined) return [];
  const left = { callSid, leftAtMs: state.left * 1000 };
  return withinTime(endLeftTasks(left, queue, services), TASK_ENDS_WITHIN_MS);
}

/** A caller does not wait for TaskRouter longer than for Mindful. What is not heard of in time goes on, uncounted. */
async function withinTime(ending: Promise<Measurement[]>, limitMs: number): Promise<Measurement[]> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Measurement[]>((resolve) => {
    timer = setTimeout(() => resolve([]), limitMs);
  });
  const ended = await Promise.race([ending, limit]);
  clearTimeout(timer);
  return ended;
}

/** Mindful has the callback, whether or not the table hears of it now: then Mindful's webhook, or its status, says so again. */
async function noteRegistered(
  { caller, queue, callSid }: CallbackRecord,
  due: number,
  webhook: CallWebhook,
  services: EventServices,
): Promise<Measurement[]> {
  const { callbacks, nowMs, warn } = services;
  const api = { name: 'RegisteredByApi' } as const;
  try {
    const move = { caller, queue, callSid, to: 'registered', nowMs: nowMs(), dueAtMs: due } as const;
    const moved = await callbacks.move(move);
    await noteAttempt('taken', webhook, services).catch((error) => warn('recoveryNotNoted', error));
    return moved ? [api, { name: 'CallbackRegistered' }] : [api];
  } catch (error) {
    warn('registrationNotNoted', error);
    return [api];
  }
}

/** `false` where Mindful has been asked before, or is not to be asked. */
function noteAsked({ caller, queue, callSid }: CallbackRecord, { callbacks, nowMs }: EventServices): Promise<boolean> {
  return callbacks.move({ caller, queue, callSid, to: 'asked', nowMs: nowMs() });
}

/** Mindful's silence is no refusal: it may call all the same. The record, if Mindful's webhook has confirmed it meanwhile. */
async function noteFailed(
  { caller, queue, callSid }: CallbackRecord,
  because: string,
  webhook: CallWebhook,
  services: EventServices,
): Promise<CallbackRecord | undefined> {
  const { callbacks, nowMs, warn } = services;
  try {
    const to = because === 'no-answer' ? 'in-doubt' : 'refused';
    const moved = await callbacks.move({ caller, queue, callSid, to, nowMs: nowMs() });
    await noteAttempt(because === 'InvalidContact' ? 'caller-left' : 'failed', webhook, services);
    if (moved) return undefined;
    const known = await callbacks.find(caller, queue);
    return known?.callSid === callSid && confirmed.includes(known.status) ? known : undefined;
  } catch (error) {
    warn('refusalNotNoted', error);
    return undefined;
  }
}

/** Only ever said after Mindful's own word. */
function tell({ queue }: CallWebhook, record: CallbackRecord, reply: Omit<Reply, 'body'>): Reply {
  const document = new VoiceResponse();
  const { policy, nowMs } = queue;
  say(document, policy, sentencesIn(policy.language).registered(dueAt(dueAtMs(record), policy, nowMs)));
  document.hangup();
  return { ...reply, body: { twiml: document.toString() } };
}

function backToQueue(
  webhook: CallWebhook<'register'>,
  { sentence, ...reply }: Omit<Reply, 'body'> & { sentence?: FixedSentence | undefined },
): Reply {
  const document = new VoiceResponse();
  if (sentence) speak(document, webhook.queue.policy, sentence);
  sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since });
  return { ...reply, body: { twiml: document.toString() } };
}
