import { type Configuration, defaultQueue, type QueueConfig } from '../domain/queue-config.ts';
import type { SigningKey } from '../domain/twilio-credentials.ts';
import { type FunctionName, type RouteName, routeKey, routes } from '../routes.ts';
import { signatureHeaders } from './signature-headers.ts';
import { outlineOf } from './twiml-outline.ts';

/** What an invocation came to; Lambda tells a function that threw, or was stopped, by `functionError`. */
export interface Invocation {
  functionError: string | undefined;
  payload: string;
}

export interface CheckedBuild {
  /** Origin of the webhooks. */
  apiUrl: string;
  /** The versions that are to serve callers. */
  versionArns: Record<FunctionName, string>;
}

export interface CheckServices {
  configuration: Configuration;
  /** At least one; each is tried. */
  signingKeys(): Promise<readonly SigningKey[]>;
  invoke(versionArn: string, event: object): Promise<Invocation>;
}

interface Sample {
  /** The form of a POST, the query of a GET. */
  form: Record<string, string>;
  /** What an earlier step has put into the URL. */
  query?: string;
  /** Twilio's word for a build that is right: a status without a body, JSON with a field, or TwiML. */
  answer: { status: number } | { json: string } | { outline: string; contains: string[]; heardFirst?: true };
}

/** A call as Twilio describes it in each of its webhooks. https://www.twilio.com/docs/voice/twiml#request-parameters */
const CALL = {
  ...{ CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'in-progress', Direction: 'inbound', ApiVersion: '2010-04-01' },
  ...{ From: '+14155550100', To: '+14155550101' },
};
const KEY = { ...CALL, Digits: '1' };
const BACK_IN_QUEUE = 'Enqueue(Task)';

/**
 * A genuine webhook of a route, on a queue with a long wait, and the answer that leads its caller on: into the queue, where
 * nothing else is said.
 */
function sampleOf(route: RouteName, { name, taskRouter, callTarget }: QueueConfig): Sample {
  const enqueue = { outline: BACK_IN_QUEUE, contains: [`workflowSid="${taskRouter.workflowSid}"`] };
  const offer = {
    outline: `Gather ${BACK_IN_QUEUE}`,
    contains: [...enqueue.contains, '/offer-reply', '/hold', '/left-queue'],
  };
  const dial = {
    outline: 'Dial(Sip)',
    contains: [`sip:${callTarget.number}@`, '/transfer-result', '/transfer-progress'],
  };
  const fromMindful = { ...CALL, To: `sip:${callTarget.returnSipUser}@callback.sip.twilio.com` };
  const named = callTarget.queueHeaderName === undefined ? {} : { [`SipHeader_${callTarget.queueHeaderName}`]: name };
  const waitTime: Sample = { form: CALL, answer: { json: 'offer' } };
  const since = 'since=1772452800&greeted=1';
  const backToHold = { outline: 'Redirect', contains: ['/hold?'] };
  const samples: Partial<Record<RouteName, Sample>> = {
    'incoming-call': { form: CALL, answer: offer },
    'choose-language': { form: CALL, answer: offer },
    'offer-reply': { form: KEY, query: 'wait=900', answer: dial },
    hold: { form: { ...CALL, QueueTime: '1' }, answer: { outline: 'Redirect', contains: ['<Play>', '/hold?'] } },
    'hold-key-number': { form: KEY, query: since, answer: backToHold },
    'hold-confirm-number': { form: KEY, query: since, answer: backToHold },
    'hold-reply': {
      form: KEY,
      query: `${since}&wait=900`,
      answer: { outline: 'Leave', contains: [], heardFirst: true },
    },
    'left-queue': { form: { ...CALL, QueueResult: 'system-error', QueueTime: '1' }, answer: enqueue },
    transfer: { form: CALL, query: 'wait=900', answer: dial },
    'transfer-progress': { form: { ...CALL, ParentCallSid: CALL.CallSid }, answer: { status: 204 } },
    'transfer-result': {
      form: { ...CALL, DialCallStatus: 'completed', DialCallDuration: '600' },
      answer: { outline: 'Hangup', contains: [] },
    },
    sip: { form: { ...fromMindful, ...named }, answer: enqueue },
    'return-hold': {
      form: CALL,
      answer:
        callTarget.firstPartyCalled === 'agent'
          ? { outline: '', contains: ['<Pause'] }
          : { outline: 'Redirect', contains: ['<Play>', '/return-hold?'] },
    },
    'call-ended': { form: { ...CALL, CallStatus: 'completed' }, answer: { status: 204 } },
    'wait-time': waitTime,
    'wait-time-get': waitTime,
    'task-events': { form: { EventType: 'task.created', TaskAttributes: '{}' }, answer: { status: 204 } },
    // Mindful's key is not the provisioner's to read: that a wrong one opens nothing is all that is tried.
    'mindful-events': { form: {}, answer: { status: 403 } },
  };
  return samples[route] ?? { form: CALL, answer: enqueue };
}

/**
 * Sends new versions a signed webhook of each route, and one without a signature, before the API leads callers to them.
 * Answers with the first answer that was wrong.
 */
export async function problemOfBuild(build: CheckedBuild, services: CheckServices): Promise<string | undefined> {
  const { configuration } = services;
  const keys = await services.signingKeys();
  const queue = defaultQueue(configuration);
  const host = build.apiUrl.replace('https://', '');
  const ask = async (route: (typeof routes)[number], key: SigningKey | undefined) => {
    const sample = sampleOf(route.name, queue);
    const event = webhookEvent(route, sample, { host, queue: queue.name, key, accountSid: configuration.accountSid });
    const startedAtMs = performance.now();
    const invocation = await services.invoke(build.versionArns[route.function], event);
    return { sample, invocation, milliseconds: performance.now() - startedAtMs };
  };
  const limit = configuration.alarms.webhookMilliseconds;
  const started = new Set<FunctionName>();
  const excused = new Set<FunctionName>();
  for (const [index, route] of routes.entries()) {
    // The first webhook that a function gets has its cold start before it, so it is one whose time does not count.
    const stranger = started.has(route.function) ? undefined : await ask(route, undefined);
    started.add(route.function);
    const refused = stranger && wrongness(stranger.invocation, { status: 403 }, build.apiUrl);
    if (refused !== undefined) return `${route.function} answers ${route.name} without a signature: ${refused}`;
    // Lambda may start another instance at any time, and the table may be slow once: one such answer of a function is asked for again.
    for (;;) {
      const { sample, invocation, milliseconds } = await ask(route, keys[index % keys.length]);
      const wrong = wrongness(invocation, sample.answer, build.apiUrl);
      const complaint = wrong === undefined ? slowness(milliseconds, limit) : `wrongly: ${wrong}`;
      if (complaint === undefined) break;
      const mayPass = wrong === undefined || (readAnswer(invocation.payload).problems ?? []).length > 0;
      if (!mayPass || excused.has(route.function)) return `${route.function} answers ${route.name} ${complaint}`;
      excused.add(route.function);
    }
  }
  return undefined;
}

function slowness(milliseconds: number, limit: number): string | undefined {
  if (milliseconds <= limit) return undefined;
  return `after ${Math.round(milliseconds)} ms, more than alarms.webhookMilliseconds (${limit})`;
}

interface Target {
  host: string;
  queue: string;
  /** Absent for a webhook of a stranger. */
  key: SigningKey | undefined;
  accountSid: string;
}

/** As API Gateway hands it on, with the mark that nothing is to be written. */
function webhookEvent(
  route: (typeof routes)[number],
  sample: Sample,
  { host, queue, key, accountSid }: Target,
): object {
  const rawPath = route.path.replace('{queue}', queue).replace('{key}', 'a-key-that-opens-nothing');
  const parameters = { AccountSid: accountSid, ...sample.form };
  const isGet = route.method === 'GET';
  const form = new URLSearchParams(parameters).toString();
  const rawQueryString = isGet ? form : (sample.query ?? '');
  const url = `https://${host}${rawPath}${rawQueryString && `?${rawQueryString}`}`;
  const signature = key && signatureHeaders(key, url, isGet ? {} : parameters);
  return {
    preTrafficCheck: true,
    ...{ version: '2.0', routeKey: routeKey(route), rawPath, rawQueryString, isBase64Encoded: false },
    headers: { host, ...signature, ...(!isGet && { 'content-type': 'application/x-www-form-urlencoded' }) },
    pathParameters: { queue, key: 'a-key-that-opens-nothing' },
    ...(!isGet && { body: form }),
    requestContext: {
      domainName: host,
      http: { method: route.method, path: rawPath, sourceIp: '127.0.0.1' },
      stage: '$default',
    },
  };
}

/** What is wrong with an answer; `undefined` for one that is as intended. */
function wrongness(
  { functionError, payload }: Invocation,
  wanted: Sample['answer'],
  apiUrl: string,
): string | undefined {
  if (functionError !== undefined) return `it ended with an error: ${payload}`;
  const { statusCode, headers = {}, body = '', problems } = readAnswer(payload);
  const given = `${[`status ${statusCode}`, ...(problems ?? [])].join(', ')} ${body}`;
  if (!Array.isArray(problems)) return `it does not know the check: ${given}`;
  if ('status' in wanted) {
    const isRight = statusCode === wanted.status && (statusCode === 403 || problems.length === 0);
    return isRight ? undefined : `${wanted.status} is right, not ${given}`;
  }
  if (statusCode !== 200 || problems.length > 0) return given;
  const type = String(headers['content-type'] ?? 'missing');
  if ('json' in wanted) return type === 'application/json' && wanted.json in JSON.parse(body) ? undefined : given;
  const outline = outlineOf(body);
  if (type !== 'text/xml' || outline !== wanted.outline)
    return `<Response> of ${wanted.outline || 'silence'} is right, not ${given}`;
  if (wanted.heardFirst && !/<Response><(Say|Play)\b/.test(body)) return `nothing is heard first in ${given}`;
  const missing = wanted.contains.find((text) => !body.includes(text));
  if (missing !== undefined) return `${missing} is missing in ${given}`;
  const elsewhere = (body.match(/https:\/\/[^/"<]+(?=\/queues\/)/g) ?? []).find((origin) => origin !== apiUrl);
  return elsewhere === undefined ? undefined : `it leads to ${elsewhere}, not to ${apiUrl}`;
}

interface Answer {
  statusCode?: number;
  headers?: Record<string, unknown>;
  body?: string;
  problems?: string[];
}

function readAnswer(payload: string): Answer {
  try {
    return JSON.parse(payload) ?? {};
  } catch {
    return { body: payload };
  }
}
