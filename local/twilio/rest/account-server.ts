import type { ServerResponse } from 'node:http';
import { readRequest, serveLocally } from '../../world/loopback-server.ts';
import { createAccountApi } from './account-api.ts';
import type { RestAnswer, RestRequest } from './answers.ts';
import type { RestAccess } from './authenticate.ts';
import { Rows } from './rows.ts';

/** What becomes of one request: the answer as it is, another status, half an answer, none at all (before or after it took effect). */
export type Fate = 'answer' | { status: number } | 'lost' | 'answer-lost' | 'half-an-answer' | 'hang';

export interface AccountServerOptions extends RestAccess {
  rows?: Rows;
  /** Asked for every request; `count` is 1 for the first. */
  fate?(request: RestRequest, count: number): Fate;
  /** Called for every request that took effect. */
  onExchange?(request: RestRequest, answer: RestAnswer): void;
}

export interface AccountServer {
  /** Serves every Twilio host. */
  origin: string;
  rows: Rows;
  /** `GET /v1/Sinks`, in the order they came. */
  requests: string[];
  stop(): Promise<void>;
}

const BODY_LIMIT_BYTES = 100_000;

/** The REST side of one simulated Twilio account on a loopback port. */
export async function startAccountServer(options: AccountServerOptions): Promise<AccountServer> {
  const rows = options.rows ?? new Rows();
  const answer = createAccountApi({ ...options, rows });
  const requests: string[] = [];
  const server = await serveLocally(async (incoming, response) => {
    const request = await readRequest(incoming, BODY_LIMIT_BYTES);
    requests.push(`${request.method} ${request.path}`);
    const fate = options.fate?.(request, requests.length) ?? 'answer';
    if (fate === 'hang') return;
    if (fate === 'lost') return void response.destroy();
    if (typeof fate === 'object') return sendAnswer(response, failure(fate.status));
    const given = answer(request);
    options.onExchange?.(request, given);
    if (fate === 'answer-lost') return void response.destroy();
    if (fate === 'half-an-answer') return sendHalf(response, given);
    sendAnswer(response, given);
  });
  return { ...server, rows, requests };
}

export function sendAnswer(response: ServerResponse, { status, json, headers }: RestAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? '' : JSON.stringify(json));
}

/** The headers and the first byte of the body; the rest never comes. */
function sendHalf(response: ServerResponse, { status, json }: RestAnswer): void {
  const body = JSON.stringify(json ?? {});
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) + 1 });
  response.write(body.slice(0, 1));
}

function failure(status: number): RestAnswer {
  const code = { 401: 20003, 404: 20404, 409: 20409, 429: 20429 }[status] ?? 20500;
  return { status, headers: {}, json: { code, message: `simulated ${status}`, status, more_info: '' } };
}
