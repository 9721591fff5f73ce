import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http/loopback-server.ts';
import { BadInput } from './input.ts';

interface ControlRequest {
  /** By the names in the path. */
  parameters: Readonly<Record<string, string>>;
  /** The JSON body; an empty object without one. */
  body: unknown;
}

interface Endpoint {
  method: 'GET' | 'PUT' | 'POST';
  path: string;
}

interface JsonRoute<Context> extends Endpoint {
  /** What is sent as JSON. */
  answer(context: Context, request: ControlRequest): unknown;
}

interface StreamRoute<Context> extends Endpoint {
  /** Takes the response over and keeps it open. */
  stream(context: Context, response: ServerResponse): void;
}

export type ControlRoute<Context> = JsonRoute<Context> | StreamRoute<Context>;

interface Answer {
  status: number;
  body: unknown;
}

const BODY_LIMIT_BYTES = 100_000;

/** Serves a table of routes as JSON over HTTP; everything else is answered with the list of what there is. */
export class ControlRouter<Context> {
  readonly #context: Context;
  readonly #routes: readonly ControlRoute<Context>[];

  constructor(context: Context, routes: readonly ControlRoute<Context>[]) {
    this.#context = context;
    this.#routes = routes;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request, BODY_LIMIT_BYTES);
    const method = request.method ?? '';
    const path = (request.url ?? '').split('?')[0] ?? '';
    const candidates = this.#routes.flatMap((route) => {
      const parameters = matchPath(route.path, path);
      return parameters ? [{ route, parameters }] : [];
    });
    const match = candidates.find(({ route }) => route.method === method);
    if (match && 'stream' in match.route) return match.route.stream(this.#context, response);
    const { status, body } = match
      ? await this.#answer(match.route as JsonRoute<Context>, match.parameters, text?.toString('utf8'))
      : this.#noRoute(candidates.length > 0 ? 405 : 404, `${method} ${path}`);
    sendJson(response, status, body);
  }

  async #answer(
    route: JsonRoute<Context>,
    parameters: ControlRequest['parameters'],
    text: string | undefined,
  ): Promise<Answer> {
    try {
      return { status: 200, body: await route.answer(this.#context, { parameters, body: parseBody(text) }) };
    } catch (error) {
      return refusal(error);
    }
  }

  #noRoute(status: number, asked: string): Answer {
    const paths = this.#routes.map((route) => `${route.method} ${route.path}`);
    return { status, body: { error: `There is no ${asked} here.`, do: 'Use one of these paths.', paths } };
  }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const values = new RegExp(`^${pattern.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path)?.slice(1);
  return values && Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

function parseBody(text: string | undefined): unknown {
  if (text === undefined) throw new BadInput('The body is too large.', `Send at most ${BODY_LIMIT_BYTES} bytes.`, 413);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput('The body is not JSON.', 'Send a JSON object, such as {"from": "+14155550123"}.');
  }
}

function refusal(error: unknown): Answer {
  if (error instanceof BadInput) return { status: error.status, body: { error: error.message, do: error.instead } };
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    body: { error: message, do: 'See GET /control/state and GET /control/faults for what is broken.' },
  };
}
