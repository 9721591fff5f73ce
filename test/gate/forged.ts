import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { SigningAlgorithm } from '../../lambdas/domain/twilio-credentials.ts';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import type { Random } from '../../local/taskrouter/random.ts';
import { AUTH_TOKEN, SHARED_KEY, tokenKey } from '../support/builders.ts';
import { cutElsewhere, eventOf, type Partition, partitionOf, signedString } from '../support/repartition.ts';
import { eventWith, type Form, pick, sharedKeys, signatureOf, signedParts, type Webhook } from './genuine.ts';

/*
 * What somebody could send who has seen genuine webhooks, each made of one of them. None comes from somebody who knows a key.
 */

const SETTINGS = 'x-twilio-webhooks-signature-settings';
const SIGNATURE = 'x-twilio-signature';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const algorithms: readonly SigningAlgorithm[] = ['HMAC_SHA1', 'HMAC_SHA256'];

const settings = (algorithm: string, key = SHARED_KEY.name) => ({ [SETTINGS]: `key=${key},algorithm=${algorithm}` });

type Forger = (genuine: Webhook, random: Random) => WebhookEvent | undefined;

/** By what was forged. `undefined` where the genuine one gives nothing to forge so. */
export const forgers: Readonly<Record<string, Forger>> = {
  'a signature by chance': (genuine, random) => {
    const algorithm = pick(random, algorithms);
    const length = algorithm === 'HMAC_SHA1' ? 27 : 43;
    const signature = `${Array.from({ length }, () => pick(random, [...BASE64])).join('')}=`;
    return eventWith(genuine, { [SIGNATURE]: signature, ...(random() < 0.5 && settings(algorithm)) });
  },
  'a signature with one other character': (genuine, random) => {
    const headers = signatureOf(genuine);
    const signature = headers[SIGNATURE] ?? '';
    const place = Math.floor(random() * (signature.length - 1));
    const other = pick(
      random,
      [...BASE64].filter((letter) => letter !== signature[place]),
    );
    return eventWith(genuine, {
      ...headers,
      [SIGNATURE]: signature.slice(0, place) + other + signature.slice(place + 1),
    });
  },
  "a stranger's key": (genuine, random) => {
    const secret = pick(random, ['', 'undefined', 'null', `${AUTH_TOKEN}0`, AUTH_TOKEN.slice(1), 'x'.repeat(32)]);
    const algorithm = pick(random, algorithms);
    return eventWith(
      genuine,
      signedAs(genuine, secret, algorithm, algorithm === 'HMAC_SHA1' ? {} : settings(algorithm)),
    );
  },
  'a public name as the key': (genuine, random) => {
    const secret = pick(random, [SHARED_KEY.name, 'webhooks_sharedkey_two', String(genuine.form['AccountSid'])]);
    const algorithm = pick(random, algorithms);
    return eventWith(genuine, signedAs(genuine, secret, algorithm, settings(algorithm, secret)));
  },
  'the auth token by SHA-256': (genuine, random) =>
    eventWith(genuine, signedAs(genuine, AUTH_TOKEN, 'HMAC_SHA256', anyHeader(random))),
  'a SharedKey by SHA-1': (genuine, random) =>
    eventWith(genuine, signedAs(genuine, pick(random, sharedKeys).secret, 'HMAC_SHA1', anyHeader(random))),
  'a good signature under the other algorithm': (genuine, random) => {
    const key = pick(random, [tokenKey(), ...sharedKeys]);
    const signature = signatureOf(genuine, key)[SIGNATURE] ?? '';
    const other = key.algorithm === 'HMAC_SHA1' ? settings('HMAC_SHA256') : pick(random, [{}, settings('HMAC_SHA1')]);
    return eventWith(genuine, { [SIGNATURE]: signature, ...other });
  },
  'a good signature under an unknown algorithm': (genuine, random) => {
    const name = pick(random, [
      'HMAC_SHA512',
      'HMAC_MD5',
      'none',
      'null',
      'SHA256',
      '__proto__',
      'constructor',
      'HMAC_SHA1;',
      '*',
    ]);
    return eventWith(genuine, { ...signatureOf(genuine), ...settings(name) });
  },
  "a good signature cut or stretched to the other's length": (genuine, random) => {
    const key = pick(random, [tokenKey(), ...sharedKeys]);
    const bytes = Buffer.from(signatureOf(genuine, key)[SIGNATURE] ?? '', 'base64');
    const isSha1 = key.algorithm === 'HMAC_SHA1';
    const other = isSha1 ? Buffer.concat([bytes, bytes]).subarray(0, 32) : bytes.subarray(0, 20);
    return eventWith(genuine, { [SIGNATURE]: other.toString('base64'), ...(isSha1 && settings('HMAC_SHA256')) });
  },
  'a parameter changed, added or left out': (genuine, random) => {
    const headers = signatureOf(genuine);
    const form: Form = { ...genuine.form };
    const name = pick(random, Object.keys(form));
    const change = random();
    if (change < 0.4) form[name] = `${form[name]}${pick(random, ['1', ' ', '\u0000', '/'])}`;
    else if (change < 0.6) form[name] = '';
    else if (change < 0.8) delete form[name];
    else form[pick(random, ['Digits', 'QueueResult', 'TaskAttributes', 'Extra'])] = pick(random, ['1', '2', '{}']);
    const forged = { ...genuine, form };
    return signedText(forged) === signedText(genuine) ? undefined : eventWith(forged, headers);
  },
  'another route, queue or state': (genuine, random) => {
    const event = eventWith(genuine, signatureOf(genuine));
    const change = random();
    if (change < 0.4) event.rawPath = event.rawPath.replace('support', 'billing');
    else if (change < 0.7) event.rawQueryString += event.rawQueryString ? '&again=1' : 'wait=1';
    else event.requestContext.domainName = 'api.example.org';
    const { url } = signedParts(genuine);
    const query = event.rawQueryString && `?${event.rawQueryString}`;
    return `https://${event.requestContext.domainName}${event.rawPath}${query}` === url ? undefined : event;
  },
  'the settings of another key': (genuine, random) => {
    const headers = signatureOf(genuine);
    const key = pick(random, ['', 'webhooks_sharedkey_two', 'webhooks_sharedkey_unknown', 'a,b', '=']);
    return eventWith(genuine, { ...headers, ...settings(genuine.key.algorithm, key) });
  },
  'the same string cut elsewhere': ({ source, key }, random) => {
    if (source.route.startsWith('wait-time')) return undefined;
    const original = partitionOf(source);
    const other = cutElsewhere(original, random);
    if (!other || signedString(other) !== signedString(original)) return undefined;
    return eventOfCut(other, signedAs({ source, form: source.form, key }, key.secret, key.algorithm, headerOf(key)));
  },
  'a parameter sent twice': (genuine, random) => {
    const name = pick(random, Object.keys(genuine.form));
    const one = genuine.form[name] ?? '';
    const forged = { ...genuine, form: { ...genuine.form, [name]: [one, one].flat() } };
    return eventWith(forged, signatureOf(genuine));
  },
};

/** Those that hold what a genuine one holds, so that the signature fits: what the gate makes of them is looked at. */
export const cutsThePlainForm = 'the same string cut elsewhere';

export const mayPass: ReadonlySet<string> = new Set([
  ...['the settings of another key', 'the same string cut elsewhere', 'a parameter sent twice'],
]);

function headerOf({ algorithm, name }: Webhook['key']): Record<string, string> {
  return algorithm === 'HMAC_SHA1' ? {} : settings(algorithm, name);
}

function anyHeader(random: Random): Record<string, string> {
  return pick(random, [{}, settings('HMAC_SHA1'), settings('HMAC_SHA256'), settings('hmac_sha256'), settings('')]);
}

function signedAs(webhook: Webhook, secret: string, algorithm: SigningAlgorithm, header: Record<string, string>) {
  const { url, signed } = signedParts(webhook);
  return { [SIGNATURE]: getExpectedTwilioSignature(secret, url, signed, algorithm), ...header };
}

function eventOfCut(partition: Partition, headers: Record<string, string>): WebhookEvent | undefined {
  const event = eventOf(partition, headers[SIGNATURE] ?? '');
  return event && Object.assign(event, { headers: { ...event.headers, ...headers } });
}

/** The string that is signed: names in order, of each the values in order and once. */
function signedText(webhook: Webhook): string {
  const { url, signed } = signedParts(webhook);
  const names = Object.keys(signed).sort();
  return (
    url + names.flatMap((name) => [...new Set([signed[name] ?? []].flat())].sort().map((one) => name + one)).join('')
  );
}
