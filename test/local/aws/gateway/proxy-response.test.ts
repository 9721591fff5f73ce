import { describe, expect, it } from '@jest/globals';
import { proxyResponse } from '../../../../local/aws/gateway/proxy-response.ts';

describe("a function's result", () => {
  it('becomes the HTTP answer', () => {
    const result = { statusCode: 201, headers: { 'Content-Type': 'text/xml' }, body: '<Response/>', cookies: ['a=1'] };
    expect(proxyResponse(result)).toEqual({
      status: 201,
      headers: { 'content-type': 'text/xml', 'set-cookie': ['a=1'] },
      body: '<Response/>',
    });
  });

  it('is plain text when it names no type', () => {
    expect(proxyResponse({ statusCode: 200, body: 'x' }).headers['content-type']).toMatch('text/plain');
  });

  it('may carry its body in base64', () => {
    const answer = proxyResponse({
      statusCode: 200,
      body: Buffer.from([0xff, 0]).toString('base64'),
      isBase64Encoded: true,
    });
    expect(answer.body).toEqual(Buffer.from([0xff, 0]));
  });

  it.each([
    [{ wait: 60 }, '{"wait":60}'],
    ['text', 'text'],
    [null, 'null'],
  ])('without a status code is the body of a 200: %j', (result, body) => {
    expect(proxyResponse(result)).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body });
  });

  it.each([
    { statusCode: 'fine' },
    { statusCode: 99 },
    { statusCode: 600 },
    { statusCode: 200.5 },
    { statusCode: 200, body: { object: true } },
    { statusCode: 200, headers: ['a'] },
    { statusCode: 200, headers: { a: { b: 1 } } },
    { statusCode: 200, cookies: 'a=1' },
  ])('that API Gateway cannot read is a 500: %j', (result) => {
    expect(proxyResponse(result)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });
});
