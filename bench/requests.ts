import { Agent, request as httpRequest } from 'node:http';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { defaultAuthToken } from '../local/contact-centre.ts';
import { RunningCentre } from '../test/browser/support/running-centre.ts';
import { growth, type ProcessReading, readProcess } from './process-reading.ts';

/**
 * `npm run bench:requests -- 100000`: so many webhooks against `npm start`, each of a call of its own and none of them an acceptance.
 * Whatever the service holds on to for a request, a descriptor or memory, would show at the end. Linux only: it reads /proc.
 */
const REQUESTS = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 8;
const READINGS = 20;

/** By how much the median of the last quarter may be above that of the second. */
const MOST_DESCRIPTORS = 5;
const MOST_MEGABYTES = 40;

interface RequestsReading extends ProcessReading {
  requests: number;
}

interface Webhook {
  path: string;
  form: Record<string, string>;
  statuses: readonly number[];
}

/** The webhooks of callers who wait, decline, fall out of the queue and hang up, and those of strangers. */
function webhookOf(index: number): Webhook {
  const call = {
    ...{ AccountSid: `AC${'0'.repeat(31)}1`, CallSid: `CA${String(index).padStart(32, '0')}`, Direction: 'inbound' },
    ...{ From: `+1415${String(2_000_000 + (index % 7_000_000))}`, To: '+14155550100', CallStatus: 'in-progress' },
  };
  const webhook = (name: string, more: Record<string, string> = {}, statuses = [200]): Webhook => ({
    ...{ path: `/queues/support/${name}`, form: { ...call, ...more }, statuses },
  });
  const kinds = [
    () => webhook('incoming-call'),
    () => webhook('offer-reply?wait=421', { Digits: '2' }),
    () => webhook('hold', { QueueTime: '5' }),
    () => webhook('hold?since=1772452800&greeted=1'),
    () => webhook('left-queue', { QueueResult: 'system-error' }),
    () => webhook('wait-time'),
    () => webhook('call-ended', { CallStatus: 'completed' }, [204]),
    () => webhook('incoming-call', { AccountSid: `AC${'0'.repeat(31)}2` }, [403]),
  ];
  return (kinds[index % kinds.length] ?? (() => webhook('incoming-call')))();
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function send(url: string, webhook: Webhook): Promise<number> {
  const { path, form } = webhook;
  const signature = getExpectedTwilioSignature(defaultAuthToken, `https://localhost${path}`, form);
  const body = new URLSearchParams(form).toString();
  const headers = {
    'x-twilio-signature': signature,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    // A kept connection that the server has just closed says nothing about the webhook.
    outgoing.once('error', (error) => (outgoing.reusedSocket ? resolve(send(url, webhook)) : reject(error)));
    outgoing.end(body);
  });
}

async function sendAll(centre: RunningCentre): Promise<{ readings: RequestsReading[]; wrong: string[] }> {
  const readings: RequestsReading[] = [];
  let [sent, done] = [0, 0];
  const wrong: string[] = [];
  const work = async () => {
    while (sent < REQUESTS) {
      const webhook = webhookOf(sent);
      sent += 1;
      const status = await send(centre.url, webhook);
      if (!webhook.statuses.includes(status)) wrong.push(`${webhook.path}: ${status}`);
      done += 1;
      if (done % Math.ceil(REQUESTS / READINGS) === 0) readings.push({ requests: done, ...readProcess(centre.pid) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { readings, wrong };
}

if (process.platform !== 'linux') {
  console.log('skipped: descriptors and memory of another process are read from /proc, which only Linux has');
} else {
  // Time goes on, so that what is kept for a while is let go of.
  const centre = await RunningCentre.start('--speed', '60');
  try {
    await centre.ask('PUT', 'queues/support', { waitSeconds: 421, agents: 0 });
    const startedMs = performance.now();
    const { readings, wrong } = await sendAll(centre);
    const seconds = (performance.now() - startedMs) / 1000;
    console.table(readings);
    const more = {
      descriptors: growth(readings, (one) => one.descriptors),
      megabytes: growth(readings, (one) => one.residentMb),
    };
    console.log(
      `${REQUESTS} requests in ${Math.round(seconds)} s, ${Math.round(REQUESTS / seconds)} a second; ${wrong.length} answered wrongly ${[...new Set(wrong)].slice(0, 5).join(', ')}`,
    );
    console.log(`from the second quarter to the last: ${more.descriptors} descriptors, ${more.megabytes} MB more`);
    const isFlat = more.descriptors <= MOST_DESCRIPTORS && more.megabytes <= MOST_MEGABYTES;
    process.exitCode = isFlat && wrong.length === 0 ? 0 : 1;
  } finally {
    agent.destroy();
    await centre.stop();
  }
}
