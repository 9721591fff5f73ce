import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { FunctionName, RouteName } from '../../lambdas/routes.ts';
import { domainName, payloadEvent } from '../../local/aws/gateway/payload-event.ts';
import type { LambdaFunction } from '../../local/aws/lambda/lambda-function.ts';
import { mindfulCredentials } from '../../local/mindful/credentials.ts';
import { AUTH_TOKEN, callbackRecord } from '../support/builders.ts';
import type { Edge } from './edge.ts';
import type { EdgeFault } from './edge-faults.ts';
import type { Lane } from './fault-proxy.ts';
import { timeLostMs } from './lost-time.ts';
import { boundMs, type GivenAnswer, wrongness } from './right-answers.ts';
import { formOf, type Moment, mindfulDocument, queryOf, type Variant } from './variants.ts';

/** The two functions that answer webhooks, in one state: warm, or as they were when they started behind a fault. */
export interface Instance {
  lane: Lane;
  functions: Record<FunctionName, () => Promise<LambdaFunction>>;
}

export function instanceOf(edge: Edge, lane: Lane): Instance {
  const started = new Map<FunctionName, Promise<LambdaFunction>>();
  const start = (name: FunctionName) => () => {
    const known = started.get(name) ?? edge.start(name, lane);
    started.set(name, known);
    return known;
  };
  return { lane, functions: { voice: start('voice'), events: start('events') } };
}

export type Complaint = { kind: 'wrong' | 'late'; text: string };

let calls = 0;

/** Sends the webhook to the function behind the faults; what is wrong with its answer, or with its time. */
export async function complaintOf(
  edge: Edge,
  { lane, functions }: Instance,
  { variant, faults, queue }: { variant: Variant; faults: readonly EdgeFault[]; queue: string },
): Promise<Complaint | undefined> {
  calls += 1;
  const lambda = await functions[variant.route.function]();
  const moment = momentOf(edge, queue);
  await prepare(edge, variant, moment);
  const { event } = requestOf(variant, moment);
  const log = `call ${calls}`;
  lane.set(faults);
  const clockMs = () => performance.now() - timeLostMs();
  const startedMs = clockMs();
  const invocation = await edge.logs.during(log, () => lambda.invoke(event));
  const milliseconds = Math.round(clockMs() - startedMs);
  lane.set([]);
  if (invocation.kind === 'timeout') return { kind: 'late', text: `no answer within the function's timeout` };
  if (invocation.kind === 'error') return { kind: 'wrong', text: invocation.message };
  const wrong = wrongness(variant, invocation.result as GivenAnswer, faults);
  if (wrong !== undefined) return { kind: 'wrong', text: `${wrong} after ${milliseconds} ms` };
  const bound = boundMs(variant, faults);
  if (milliseconds > bound) return { kind: 'late', text: `${milliseconds} ms, more than ${bound}` };
  return undefined;
}

function momentOf({ taskSid }: Edge, queue: string): Moment {
  const sid = (kind: number) => `CA${String(kind)}${String(calls).padStart(31, '0')}`;
  const caller = `+1415${String(2_000_000 + calls)}`;
  return { queue, caller, callSid: sid(1), firstCallSid: sid(2), taskSid, nowMs: Date.now() };
}

/** Where the steps behind these routes have most to do, a callback is there: accepted in this call, or in an earlier one and due. */
const acceptedEarlier: readonly RouteName[] = ['return-call', 'sip', 'choose-hold', 'return-hold', 'task-events'];
const notAccepted: readonly RouteName[] = [
  ...(['incoming-call', 'offer-reply', 'hold', 'hold-reply', 'transfer'] as const),
  ...(['key-number', 'confirm-number', 'hold-key-number', 'hold-confirm-number'] as const),
  ...(['wait-time', 'wait-time-get'] as const),
];

async function prepare({ queueStates, callbacks }: Edge, { route }: Variant, moment: Moment): Promise<void> {
  const { queue, callSid, firstCallSid, nowMs } = moment;
  await queueStates.putSnapshot(queue, {
    ...{ sampledAtMs: nowMs, estimator: 'waiting-callbacks', freeAgents: 0, openCallbacks: 0 },
    ...{ wait: { quoteSeconds: 421, offerSeconds: 421 }, mindful: { kind: 'offering', widgetState: 'open' } },
  });
  // Somebody else's task is gone, so that a hold has to look for its own.
  if (route.safeAnswer === 'hold-music')
    await queueStates.noteAbandonedCall(queue, 'CA-of-somebody-else', { untilMs: nowMs + 900_000, nowMs });
  const name = route.name as RouteName;
  const caller = parsePhoneNumber(moment.caller);
  if (!caller || notAccepted.includes(name)) return;
  const isEarlier = acceptedEarlier.includes(name);
  const record = callbackRecord({
    ...{ caller, queue, callSid: isEarlier ? firstCallSid : callSid, status: 'requested' },
    ...{ acceptedAtMs: nowMs - 300_000, expiresAtMs: nowMs + 3_600_000 },
  });
  await callbacks.request(record, nowMs);
  if (isEarlier) await callbacks.move({ ...record, to: 'registered', nowMs, dueAtMs: nowMs });
}

/** As API Gateway hands it on. */
function requestOf(variant: Variant, moment: Moment) {
  const { route } = variant;
  const path = route.path.replace('{queue}', moment.queue).replace('{key}', mindfulCredentials.webhookKey);
  const isGet = route.method === 'GET';
  const form = formOf(variant, moment);
  const query = isGet ? new URLSearchParams(form).toString() : queryOf(variant, moment);
  const target = query ? `${path}?${query}` : path;
  const isJson = route.guard === 'mindful-key';
  const body = isGet ? '' : isJson ? JSON.stringify(mindfulDocument(moment)) : new URLSearchParams(form).toString();
  const rawHeaders = [
    ...['host', domainName, 'content-type', isJson ? 'application/json' : 'application/x-www-form-urlencoded'],
    ...[
      'x-twilio-signature',
      getExpectedTwilioSignature(AUTH_TOKEN, `https://${domainName}${target}`, isGet ? {} : form),
    ],
  ];
  const request = { method: route.method, target, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', rawHeaders };
  const pathParameters = { queue: moment.queue, key: mindfulCredentials.webhookKey };
  const used = Object.entries(pathParameters).filter(([name]) => route.path.includes(`{${name}}`));
  const match = { route, pathParameters: Object.fromEntries(used) };
  return { event: payloadEvent({ ...request, body: Buffer.from(body) }, match, Date.now()) };
}
