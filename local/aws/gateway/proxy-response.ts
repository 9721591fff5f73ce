export interface GatewayResponse {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** API Gateway's own answer, without one from a function. */
export function gatewayMessage(status: number, message: string): GatewayResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}

export const internalServerError = gatewayMessage(500, 'Internal Server Error');

/**
 * A Lambda's result as an HTTP answer. Without a `statusCode` the result is the JSON body of a 200; with a malformed one it is
 * a 500.
 */
export function proxyResponse(result: unknown): GatewayResponse {
  if (!isObject(result) || result['statusCode'] === undefined) return inferredAnswer(result);
  const status = Number(result['statusCode']);
  const { headers = {}, body = '', isBase64Encoded = false, cookies = [] } = result;
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalServerError;
  if (typeof body !== 'string' || !isObject(headers) || !Array.isArray(cookies)) return internalServerError;
  const values = Object.entries(headers);
  if (!values.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))) return internalServerError;
  return {
    status,
    headers: {
      'content-type': 'text/plain;charset=utf-8',
      ...Object.fromEntries(values.map(([name, value]) => [name.toLowerCase(), String(value)])),
      ...(cookies.length > 0 && { 'set-cookie': cookies.map(String) }),
    },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

function inferredAnswer(result: unknown): GatewayResponse {
  const body = typeof result === 'string' ? result : (JSON.stringify(result) ?? 'null');
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
