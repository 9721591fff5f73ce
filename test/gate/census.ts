import type { AdmittedWebhook, WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import { createRandom } from '../../local/taskrouter/random.ts';
import { tokenKey } from '../support/builders.ts';
import { gateOf } from '../support/open-gate.ts';
import { worlds, writesOf } from '../support/written.ts';
import { cutsThePlainForm, forgers, mayPass } from './forged.ts';
import { eventWith, gateKeys, genuineWebhook, pick, signatureOf, type Webhook } from './genuine.ts';

/** What became of many webhooks. The same for the same numbers, however they were divided. */
export interface Census {
  genuine: number;
  bySha256: number;
  repeating: number;
  refused: string[];
  forged: Record<string, { tried: number; letIn: number }>;
  /** Of those that were let in and read in another way than the genuine one: how, and how often. */
  readOtherwise: Record<string, number>;
  /** Those with another effect than the genuine one. */
  harmful: string[];
}

export function emptyCensus(): Census {
  return { genuine: 0, bySha256: 0, repeating: 0, refused: [], forged: {}, readOtherwise: {}, harmful: [] };
}

const ask = gateOf({ signingKeys: { read: async () => gateKeys, readAgain: async () => undefined } });

/** Sends so many genuine webhooks, the first of them of that number. */
export async function countGenuine(census: Census, first: number, count: number): Promise<void> {
  const random = createRandom(20261129 + first);
  for (let index = first; index < first + count; index += 1) {
    const webhook = genuineWebhook(random, index);
    const { status, webhook: read } = await ask(eventWith(webhook, signatureOf(webhook)));
    census.genuine += 1;
    if (webhook.key.algorithm === 'HMAC_SHA256') census.bySha256 += 1;
    if (Object.values(webhook.form).some(Array.isArray)) census.repeating += 1;
    const isRead = status === 200 && differences(await readingOf(plain(webhook)), read).length === 0;
    if (!isRead) census.refused.push(`${webhook.source.route} ${status} ${JSON.stringify(webhook.form)}`);
  }
}

/** Sends so many forged ones, each made of a genuine one. */
export async function countForged(census: Census, first: number, count: number): Promise<void> {
  const random = createRandom(20261130 + first);
  const kinds = Object.keys(forgers);
  for (let done = 0; done < count; ) {
    const genuine = genuineWebhook(random, Math.floor(random() * 1000));
    const kind = pick(random, kinds);
    const event = forgers[kind]?.(genuine, random);
    if (!event) continue;
    done += 1;
    census.forged[kind] ??= { tried: 0, letIn: 0 };
    const counts = census.forged[kind];
    counts.tried += 1;
    const { status, webhook } = await ask(event);
    if (status !== 200) continue;
    counts.letIn += 1;
    const original = kind === cutsThePlainForm ? plain(genuine) : genuine;
    await judge(census, kind, event, webhook, original);
  }
}

/** One that was let in has no other effect than the genuine one: it is read the same, or it writes nothing that that would not. */
async function judge(
  census: Census,
  kind: string,
  event: WebhookEvent,
  read: AdmittedWebhook | undefined,
  of: Webhook,
) {
  const others = differences(await readingOf(of), read);
  if (others.length === 0) return;
  for (const other of others) census.readOtherwise[other] = (census.readOtherwise[other] ?? 0) + 1;
  const harm = mayPass.has(kind) ? await harmOf(event, of) : ['it holds what no genuine one holds'];
  if (harm.length > 0) census.harmful.push(`${kind}: ${others.join(', ')}: ${harm.join('; ')}`);
}

const harms = new Map<string, Promise<string[]>>();

/** What it would write that the genuine one does not, in each state of the table. */
function harmOf(event: WebhookEvent, of: Webhook): Promise<string[]> {
  const key = JSON.stringify([of.source, event.rawPath, event.rawQueryString, event.body]);
  const known = harms.get(key) ?? findHarm(event, of);
  harms.set(key, known);
  return known;
}

async function findHarm(event: WebhookEvent, of: Webhook): Promise<string[]> {
  // The steps know the auth token alone; by which key the same string was signed changes nothing after the gate.
  const headers = signatureOf(of, tokenKey());
  const { 'x-twilio-webhooks-signature-settings': _, ...others } = event.headers;
  const bySha1 = { ...event, headers: { ...others, ...headers } };
  const harm = worlds.map(async (world) => {
    const usual = await writesOf(eventWith(of, headers), world);
    return (await writesOf(bySha1, world)).filter((write) => !usual.includes(write));
  });
  return (await Promise.all(harm)).flat();
}

function plain({ source, key }: Webhook): Webhook {
  return { source, key, form: { ...source.form } };
}

const readings = new Map<Webhook['source'], Promise<AdmittedWebhook | undefined>>();

/** How the genuine one is read: what else it holds is read by nobody. */
function readingOf({ source, key }: Webhook): Promise<AdmittedWebhook | undefined> {
  const webhook = plain({ source, key, form: {} });
  const known = readings.get(source) ?? ask(eventWith(webhook, signatureOf(webhook))).then((answer) => answer.webhook);
  readings.set(source, known);
  return known;
}

/** Such as `hides Digits`, `changes TaskAge`. Headers of an INVITE that no step asks for are no difference. */
function differences(one: AdmittedWebhook | undefined, other: AdmittedWebhook | undefined): string[] {
  const [left, right] = [flat(one), flat(other)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [before, after] = [left.get(name), right.get(name)];
    if (before === after) return [];
    return [`${after === undefined ? 'hides' : before === undefined ? 'adds' : 'changes'} ${name}`];
  });
}

function flat(webhook: AdmittedWebhook | undefined): Map<string, string> {
  const fields = new Map<string, string>();
  const add = (name: string, value: unknown) => {
    if (value !== undefined) fields.set(name, JSON.stringify(value));
  };
  for (const [name, value] of Object.entries(webhook ?? {})) {
    if (name === 'queue') add(name, (value as { name: string } | undefined)?.name);
    else if (value instanceof Map) add('x-user-to-user', value.get('x-user-to-user'));
    else if (name === 'parameters' || name === 'state')
      for (const [key, inner] of Object.entries(value)) add(key, inner);
    else add(name, value);
  }
  return fields;
}
