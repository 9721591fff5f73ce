import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { type DesiredTwilio, desiredTwilio, nothingDesired } from '../../lambdas/provisioning/desired-state.ts';
import type { Memory, QueueNames, Remembered } from '../../lambdas/provisioning/memory.ts';
import { readPlan } from '../../lambdas/provisioning/plan.ts';
import { reconcile } from '../../lambdas/provisioning/reconcile.ts';
import type { StackOutputs } from '../../lambdas/provisioning/stack-outputs.ts';
import { connectTwilio, type TwilioClient } from '../../lambdas/provisioning/twilio-client.ts';
import { OutOfTime } from '../../lambdas/provisioning/twilio-failures.ts';
import {
  type AccountServer,
  type AccountServerOptions,
  startAccountServer,
} from '../../local/twilio/rest/account-server.ts';
import type { Rows } from '../../local/twilio/rest/rows.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { AUTH_TOKEN, configuration, NOON_MS } from '../support/builders.ts';

export const outputs = {
  apiUrl: 'https://api.example.com',
  fallbackUrl: 'https://fallback.example.com',
  stage: 'example',
};

/** A memory that is as lasting as the table, and is lost never. */
export class SteadyMemory implements Memory {
  readonly items = new Map<string, Remembered>();
  hasBegun = false;
  readonly #origins = new Set<string>();
  #names: QueueNames = {};

  copy(): SteadyMemory {
    const other = new SteadyMemory();
    for (const [sid, item] of this.items) other.items.set(sid, item);
    for (const origin of this.#origins) other.#origins.add(origin);
    other.hasBegun = this.hasBegun;
    return other;
  }

  begun = async () => this.hasBegun;
  begin = async (origin: string) => {
    this.hasBegun = true;
    this.#origins.add(origin);
  };
  origins = async () => [...this.#origins];
  recall = async () => [...this.items.values()];
  remember = async (item: Remembered) => {
    if (!this.items.has(item.sid)) this.items.set(item.sid, item);
  };
  forget = async (sid: string) => {
    this.items.delete(sid);
  };
  queueNames = async () => this.#names;
  rememberQueueNames = async (names: QueueNames) => {
    this.#names = names;
  };
  end = async () => {
    this.hasBegun = false;
    this.#names = {};
    this.#origins.clear();
  };
}

export interface Deployment {
  account: AccountServer;
  rows: Rows;
  memory: SteadyMemory;
  configuration: Configuration;
  desired: DesiredTwilio;
  twilio(): TwilioClient;
  /** The number of changes made. */
  deploy(desired?: DesiredTwilio): Promise<number>;
  remove(): Promise<number>;
  plan(): ReturnType<typeof readPlan>;
  /** The same, but the process dies before its step of that number: a request to Twilio or an access to the memory. */
  deployUntil(step: number, desired?: DesiredTwilio): Promise<'died' | 'finished'>;
}

export const removal = nothingDesired(outputs);

export async function startDeployment(
  options: Partial<AccountServerOptions> & {
    config?: Configuration;
    timeoutMs?: number;
    at?: StackOutputs;
    nowMs?(): number;
  } = {},
): Promise<Deployment> {
  const { config = configuration(), timeoutMs = 2000, at = outputs, nowMs = () => NOON_MS } = options;
  const rows = options.rows ?? accountFor(config);
  const account = await startAccountServer({
    accountSid: config.accountSid,
    authToken: () => AUTH_TOKEN,
    ...options,
    rows,
  });
  const memory = new SteadyMemory();
  const desired = desiredTwilio(config, at);
  const connect = (check: () => void) =>
    connectTwilio({
      accountSid: config.accountSid,
      region: config.twilio.region,
      credential: { user: config.accountSid, password: AUTH_TOKEN },
      taskRouterOrigin: account.origin,
      timeoutMs,
      deadline: { check, pause: async () => check() },
    });
  const twilio = () => connect(() => undefined);
  const pause = async () => undefined;
  return {
    ...{ account, rows, memory, configuration: config, desired, twilio },
    deploy: (wanted = desired) => reconcile({ twilio: twilio(), memory, desired: wanted, nowMs, pause }),
    remove: () => reconcile({ twilio: twilio(), memory, desired: nothingDesired(at), nowMs, pause }),
    plan: () => readPlan({ twilio: twilio(), memory, desired, nowMs }),
    async deployUntil(step, wanted = desired) {
      let taken = 0;
      const live = () => {
        taken += 1;
        if (taken >= step) throw new OutOfTime('the process died');
      };
      try {
        await reconcile({ twilio: connect(live), memory: mortal(memory, live), desired: wanted, nowMs, pause });
        return 'finished';
      } catch (error) {
        if (error instanceof OutOfTime) return 'died';
        throw error;
      }
    },
  };
}

/** Calls `live` before each access. */
function mortal(memory: Memory, live: () => void): Memory {
  const before =
    <A extends unknown[], R>(access: (...values: A) => Promise<R>) =>
    async (...values: A): Promise<R> => {
      live();
      return access(...values);
    };
  return {
    begun: before(memory.begun),
    begin: before(memory.begin),
    origins: before(memory.origins),
    recall: before(memory.recall),
    remember: before(memory.remember),
    forget: before(memory.forget),
    queueNames: before(memory.queueNames),
    rememberQueueNames: before(memory.rememberQueueNames),
    end: before(memory.end),
  };
}

/** What an account holds, without the SIDs that differ from one deploy to the next. */
export function contentsOf(rows: Rows): unknown {
  const names = new Map<string, string>();
  const contents = Object.entries(rows.contents());
  for (const [, list] of contents) {
    for (const row of list) {
      const name = row['friendly_name'] ?? row['description'] ?? row['phone_number'] ?? row['ip_address'];
      if (/^(AL|SD|IP|DG|DF)/.test(String(row['sid']))) names.set(String(row['sid']), `<${name}>`);
    }
  }
  const readable = (text: string) => [...names].reduce((result, [sid, name]) => result.replaceAll(sid, name), text);
  return contents
    .map(([path, list]) => readable(`${path} ${JSON.stringify(list.map(sortedFields).sort(byText))}`))
    .sort();
}

function sortedFields(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .sort(byText),
  );
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

export function numberRow(deployment: Deployment, phoneNumber: string): Record<string, unknown> {
  const path = `/2010-04-01/Accounts/${deployment.configuration.accountSid}/IncomingPhoneNumbers`;
  const row = deployment.rows.list(path).find((candidate) => candidate['phone_number'] === phoneNumber);
  if (!row) throw new Error(`${phoneNumber} is not in the account`);
  return row;
}

export function sipPath({ configuration: { accountSid } }: Deployment): string {
  return `/2010-04-01/Accounts/${accountSid}/SIP`;
}
