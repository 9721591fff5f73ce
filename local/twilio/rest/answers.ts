export interface RestRequest {
  method: string;
  /** With the query. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface RestAnswer {
  status: number;
  json: unknown;
  headers: Record<string, string>;
}

/** An error that Twilio's REST API answers with. https://www.twilio.com/docs/usage/twilios-response#exceptions */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`);
}

export function invalidParameter(message: string): RestError {
  return new RestError(400, 20001, message);
}

export function ok(json: unknown, headers: Record<string, string> = {}): RestAnswer {
  return { status: 200, json, headers };
}

export function errorAnswer({ status, code, message }: RestError): RestAnswer {
  const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Basic realm="Twilio API"' } : {};
  return { status, headers, json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

/**
 * The parameters, each at most once but for the `lists`, whose values come joined. Throws on one that is not among `known`, where
 * Twilio would silently ignore it.
 */
export function readKnownParameters(
  text: string,
  known: readonly string[],
  lists: readonly string[] = [],
): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (!known.includes(name)) throw invalidParameter(`${name} is not simulated here: use ${known.join(', ')}`);
    const earlier = parameters.get(name);
    if (earlier !== undefined && !lists.includes(name)) throw invalidParameter(`${name} is there more than once`);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return parameters;
}
