import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { domainName } from '../../local/aws/gateway/payload-event.ts';
import { defaultAuthToken } from '../../local/contact-centre.ts';
import { callForm } from '../cold/webhooks.ts';

export interface Load {
  genuinePerSecond: number;
  forgedPerSecond: number;
  seconds: number;
  queues: number;
  /** One of so many is a new call, the others are hold documents; 0: none is. */
  newCallEvery: number;
}

export interface Answered {
  status: number;
  /** From the moment at which it should have been sent. */
  milliseconds: number;
}

export interface Answers {
  genuine: Answered[];
  forged: Answered[];
}

interface Prepared {
  atMs: number;
  kind: keyof Answers;
  path: string;
  signature: string;
  body: string;
}

const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
const STRANGERS_TOKEN = 'f'.repeat(32);
const TIMEOUT_MS = 15_000;

/**
 * Sends webhooks at their times, whether or not earlier ones are answered: a caller does not wait for another one's answer. Each is of a
 * call of its own, and over the queues in turn.
 */
export async function send(url: string, load: Load): Promise<Answers> {
  const plan = [...planned(load, 'genuine'), ...planned(load, 'forged')].sort((one, other) => one.atMs - other.atMs);
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const answers: Answers = { genuine: [], forged: [] };
  const underWay: Promise<void>[] = [];
  const startedMs = performance.now() + 100;
  for (const prepared of plan) {
    const dueMs = startedMs + prepared.atMs;
    if (dueMs > performance.now()) await sleep(dueMs - performance.now());
    underWay.push(
      post(agent, url, prepared).then((status) => {
        answers[prepared.kind].push({ status, milliseconds: performance.now() - dueMs });
      }),
    );
  }
  await Promise.all(underWay);
  agent.destroy();
  return answers;
}

function planned({ seconds, queues, newCallEvery, ...rates }: Load, kind: keyof Answers): Prepared[] {
  const perSecond = kind === 'genuine' ? rates.genuinePerSecond : rates.forgedPerSecond;
  const token = kind === 'genuine' ? defaultAuthToken : STRANGERS_TOKEN;
  return Array.from({ length: perSecond * seconds }, (_, index) => {
    const form = { ...callForm(ACCOUNT_SID), CallSid: `CA${String(index).padStart(32, '0')}` };
    const queue = index % queues === 0 ? 'support' : `queue-${index % queues}`;
    const path = `/queues/${queue}/${newCallEvery > 0 && index % newCallEvery === 0 ? 'incoming-call' : 'hold'}`;
    const signature = getExpectedTwilioSignature(token, `https://${domainName}${path}`, form);
    return { atMs: (index * 1000) / perSecond, kind, path, signature, body: new URLSearchParams(form).toString() };
  });
}

/** The status; 0 where there was none. */
function post(agent: Agent, url: string, { path, signature, body }: Prepared): Promise<number> {
  const headers = {
    'x-twilio-signature': signature,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve) => {
    const outgoing = httpRequest(`${url}${path}`, { method: 'POST', agent, headers, timeout: TIMEOUT_MS }, (response) =>
      response.resume().once('close', () => resolve(response.statusCode ?? 0)),
    );
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.once('error', () => resolve(0));
    outgoing.end(body);
  });
}
