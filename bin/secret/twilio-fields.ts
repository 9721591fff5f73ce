import {
  readTwilioCredentials,
  restCredentialOf,
  type TwilioCredentials,
} from '../../lambdas/domain/twilio-credentials.ts';
import { CommandRefused } from '../command/command-refused.ts';
import type { CredentialSource } from './credentials.ts';
import type { Fields } from './stored-secret.ts';

/** Each is kept as it is unless another is given; Twilio's console shows the token, and the secrets of keys once. */
const asked = {
  authToken: {
    variable: 'TWILIO_AUTH_TOKEN',
    question: 'Twilio auth token',
    pattern: /^[0-9a-f]{32}$/,
    otherwise: "not an auth token: copy the account's 32 hexadecimal digits from the Twilio console",
  },
  apiKey: {
    variable: 'TWILIO_API_KEY',
    question: 'SID of an API key',
    pattern: /^SK[0-9a-fA-F]{32}$/,
    otherwise: "not an API key: copy the key's SID, SK and 32 hexadecimal digits",
  },
  apiSecret: {
    variable: 'TWILIO_API_SECRET',
    question: 'Secret of that API key',
    pattern: /^\S{16,}$/,
    otherwise: "not an API key's secret: Twilio shows it once, when the key is made",
  },
  sharedKey: {
    variable: 'TWILIO_SHARED_KEY',
    question: 'ID of a SharedKey to add',
    pattern: /^webhooks_sharedkey_\w{1,100}$/,
    otherwise: "not a SharedKey: copy the key's ID, which begins with webhooks_sharedkey_",
  },
  sharedSecret: {
    variable: 'TWILIO_SHARED_KEY_SECRET',
    question: 'Secret of that SharedKey',
    pattern: /^\S{16,}$/,
    otherwise: "not a SharedKey's secret: Twilio shows it once, when the key is made",
  },
} as const;

/** The fields of the Twilio secret that change, and what the secret holds then. */
export interface TwilioChange {
  fields: Fields;
  credentials: TwilioCredentials;
}

/**
 * What is to be stored beside what is there. Rejects where the secret would hold no key that signs webhooks, or nothing that
 * authorises requests.
 */
export async function readTwilioFields(
  source: CredentialSource,
  present: Fields | undefined,
  dropSharedKey: string | undefined,
): Promise<TwilioChange> {
  const authToken = await read(source, 'authToken');
  const apiKey = await read(source, 'apiKey');
  const apiSecret = apiKey && (await read(source, 'apiSecret'));
  const sharedKey = await read(source, 'sharedKey');
  const sharedSecret = sharedKey && (await read(source, 'sharedSecret'));
  if (apiKey && !apiSecret) throw new CommandRefused(`TWILIO_API_SECRET is missing: ${asked.apiSecret.otherwise}`);
  if (sharedKey && !sharedSecret)
    throw new CommandRefused(`TWILIO_SHARED_KEY_SECRET is missing: ${asked.sharedSecret.otherwise}`);
  const known = sharedKeysIn(present);
  if (dropSharedKey !== undefined && !Object.hasOwn(known, dropSharedKey))
    throw new CommandRefused(
      `the secret holds no SharedKey ${dropSharedKey}, but ${Object.keys(known).join(', ') || 'none'}`,
    );
  const { [dropSharedKey ?? '']: _, ...kept } = known;
  const fields = {
    ...(authToken && { authToken }),
    ...(apiKey && { apiKey: { sid: apiKey, secret: apiSecret } }),
    ...((sharedKey || dropSharedKey) && { sharedKeys: { ...kept, ...(sharedKey && { [sharedKey]: sharedSecret }) } }),
  };
  const credentials = readTwilioCredentials(JSON.stringify({ ...present, ...fields }));
  if (credentials.signingKeys.length === 0)
    throw new CommandRefused(withoutTerminal(source, 'neither an auth token nor a SharedKey would sign webhooks'));
  if (!restCredentialOf(credentials, ''))
    throw new CommandRefused(withoutTerminal(source, 'neither an API key nor an auth token would authorise requests'));
  return { fields, credentials };
}

async function read(
  { environment, terminal }: CredentialSource,
  name: keyof typeof asked,
): Promise<string | undefined> {
  const { variable, question, pattern, otherwise } = asked[name];
  const text = environment[variable] ?? (await terminal?.askSecretly(`${question} (Enter keeps it as it is): `));
  if (!text) return undefined;
  if (pattern.test(text)) return text;
  throw new CommandRefused(otherwise);
}

function withoutTerminal({ terminal }: CredentialSource, what: string): string {
  return terminal ? `${what}: give one` : `there is no terminal to ask at: set TWILIO_AUTH_TOKEN (${what})`;
}

function sharedKeysIn(present: Fields | undefined): Fields {
  const keys = present?.['sharedKeys'];
  return typeof keys === 'object' && keys !== null && !Array.isArray(keys) ? (keys as Fields) : {};
}
