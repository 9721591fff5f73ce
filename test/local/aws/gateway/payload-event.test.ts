import { describe, expect, it } from '@jest/globals';
import { type GatewayRequest, payloadEvent } from '../../../../local/aws/gateway/payload-event.ts';
import { matchRoute } from '../../../../local/aws/gateway/route-match.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 8, 0, 0);

function eventFor(request: Partial<GatewayRequest>) {
  const whole = {
    method: 'POST',
    target: '/queues/support/hold',
    protocol: 'HTTP/1.1',
    sourceIp: '127.0.0.1',
    rawHeaders: [],
    body: Buffer.alloc(0),
    ...request,
  };
  const match = matchRoute(whole.method, whole.target.split('?')[0] ?? '');
  if (!match) throw new Error(`no route for ${whole.target}`);
  return payloadEvent(whole, match, NOW_MS);
}

describe('the event that a function receives', () => {
  it('names the route, the path and its parameter', () => {
    expect(eventFor({})).toMatchObject({
      version: '2.0',
      routeKey: 'POST /queues/{queue}/hold',
      rawPath: '/queues/support/hold',
      rawQueryString: '',
      pathParameters: { queue: 'support' },
      requestContext: {
        domainName: 'localhost',
        stage: '$default',
        routeKey: 'POST /queues/{queue}/hold',
        http: { method: 'POST', path: '/queues/support/hold', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        time: '25/Nov/2026:08:00:00 +0000',
        timeEpoch: NOW_MS,
      },
    });
  });

  it('leaves out what the request does not have', () => {
    const event = eventFor({ target: '/sip' });
    for (const absent of ['pathParameters', 'queryStringParameters', 'cookies', 'body']) {
      expect(event).not.toHaveProperty(absent);
    }
    expect(event.isBase64Encoded).toBe(false);
  });

  it('decodes the path, cut at an escaped question mark, but leaves the query as it came', () => {
    const event = eventFor({ target: '/queues/a%20b%3Fc/hold?x=%2B1&y=a%20b?c' });
    expect(event.rawPath).toBe('/queues/a b');
    expect(event.rawQueryString).toBe('x=%2B1&y=a%20b?c');
    expect(event.queryStringParameters).toEqual({ x: '+1', y: 'a b?c' });
    expect(event.pathParameters).toEqual({ queue: 'a b?c' });
  });

  it('joins query parameters of one name by commas', () => {
    expect(eventFor({ target: '/sip?a=1&a=2&b=' }).queryStringParameters).toEqual({ a: '1,2', b: '' });
  });

  it('writes names of headers in lower case, joins duplicates, and keeps cookies apart', () => {
    const rawHeaders = ['X-A', '1', 'x-a', '2', 'Cookie', 'a=1; b=2', 'User-Agent', 'TwilioProxy/1.1'];
    const event = eventFor({ rawHeaders });
    expect(event.headers).toEqual({ 'x-a': '1,2', 'user-agent': 'TwilioProxy/1.1' });
    expect(event.cookies).toEqual(['a=1', 'b=2']);
    expect(event.requestContext.http.userAgent).toBe('TwilioProxy/1.1');
  });

  it.each([
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/jsonlines', true],
    ['', true],
    ['text/plain', false],
    ['application/json; charset=utf-8', false],
    ['application/xml', false],
    ['application/javascript', false],
  ])('passes a body of type "%s" on in base64: %s', (contentType, base64) => {
    const event = eventFor({ rawHeaders: ['Content-Type', contentType], body: Buffer.from('From=%2B1') });
    expect(event.isBase64Encoded).toBe(base64);
    expect(event.body).toBe(base64 ? Buffer.from('From=%2B1').toString('base64') : 'From=%2B1');
  });
});

describe('a route', () => {
  it.each([
    ['POST', '/queues/support/hold', 'hold'],
    ['POST', '/sip', 'sip'],
    ['GET', '/queues/support/wait-time', 'wait-time-get'],
    ['POST', '/queues/support/wait-time', 'wait-time'],
    ['POST', '/task-events', 'task-events'],
  ])('%s %s is %s', (method, path, name) => {
    expect(matchRoute(method, path)?.route.name).toBe(name);
  });

  it.each([
    ['GET', '/sip'],
    ['POST', '/sip/'],
    ['POST', '/'],
    ['POST', ''],
    ['POST', '/queues//hold'],
    ['POST', '/queues/support'],
    ['POST', '/queues/support/hold/more'],
    ['POST', '/queues/support/unknown'],
  ])('none is for %s "%s"', (method, path) => {
    expect(matchRoute(method, path)).toBeUndefined();
  });

  it('takes a path whose escapes make no text as it is', () => {
    expect(matchRoute('POST', '/queues/%FF/hold')?.pathParameters).toEqual({ queue: '%FF' });
  });
});
