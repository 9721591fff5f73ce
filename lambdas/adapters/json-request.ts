import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';

export interface JsonRequest {
  /** Whose answer it is, for error messages. */
  service: string;
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /** A form as parameters, anything else as JSON. */
  body?: URLSearchParams | object;
  /** 1 MB if absent. */
  maxAnswerBytes?: number | undefined;
  /** For the whole exchange. */
  timeoutMs: number;
}

export interface JsonAnswer {
  json: unknown;
  etag: string | undefined;
}

/** An answer other than 2xx. */
export class UnexpectedStatus extends Error {
  readonly status: number;
  /** What it says, if it says so in JSON. */
  readonly json: unknown;

  constructor(service: string, status: number, json?: unknown) {
    super(`${service} answered ${status}`);
    this.name = 'UnexpectedStatus';
    this.status = status;
    this.json = json;
  }
}

const MAX_ANSWER_BYTES = 1024 * 1024;
const agent = new Agent({ keepAlive: true });

/** Rejects on any status but 2xx, on text that is not JSON, and when the whole answer is not there in time. */
export function requestJson(asked: JsonRequest): Promise<JsonAnswer> {
  const { url, method = 'GET', body, timeoutMs } = asked;
  const text = body instanceof URLSearchParams ? body.toString() : body && JSON.stringify(body);
  const headers = {
    accept: 'application/json',
    ...(text !== undefined && {
      'content-type': body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json',
      'content-length': String(Buffer.byteLength(text)),
    }),
    ...asked.headers,
  };
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
    const read = (response: IncomingMessage) => readAnswer(response, asked).then(resolve, reject);
    const request = url.startsWith('http:')
      ? httpRequest(url, options, read)
      : httpsRequest(url, { ...options, agent }, read);
    request.on('error', reject).end(text);
  });
}

async function readAnswer(
  response: IncomingMessage,
  { service, maxAnswerBytes = MAX_ANSWER_BYTES }: JsonRequest,
): Promise<JsonAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new Error(`${service} answered more than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  const status = response.statusCode ?? 0;
  const text = Buffer.concat(chunks).toString('utf8');
  const json = jsonOf(text === '' ? '{}' : text);
  if (status < 200 || status > 299) throw new UnexpectedStatus(service, status, json);
  if (json === undefined) throw new Error(`${service} answered no JSON`);
  return { json, etag: response.headers.etag };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
