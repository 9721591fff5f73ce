import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { domainName, payloadEvent } from '../../local/aws/gateway/payload-event.ts';
import { matchRoute } from '../../local/aws/gateway/route-match.ts';

export const AUTH_TOKEN = 'bench-token-of-32-characters-001';

export type MeasuredRoute = 'hold' | 'incoming-call';

/** As long as a form of Twilio's: about 1 KB. https://www.twilio.com/docs/voice/twiml#request-parameters */
export function callForm(accountSid: string): Record<string, string> {
  const place = (of: string) => ({
    ...{ [`${of}City`]: 'SAN FRANCISCO', [`${of}State`]: 'CA', [`${of}Zip`]: '94105', [`${of}Country`]: 'US' },
  });
  return {
    ...{ AccountSid: accountSid, ApiVersion: '2010-04-01', CallSid: `CA${'1'.repeat(32)}`, CallStatus: 'in-progress' },
    ...{ Direction: 'inbound', From: '+14155551234', Caller: '+14155551234', To: '+14155550100' },
    ...{ Called: '+14155550100', CallerName: 'WIRELESS CALLER', StirVerstat: 'TN-Validation-Passed-A' },
    ...{ ...place('From'), ...place('Caller'), ...place('To'), ...place('Called') },
    CallToken: `%7B%22parentCallInfoToken%22%3A%22${'eyJhbGciOiJFUzI1NiJ9'.repeat(9)}%22%7D`,
  };
}

/** What API Gateway sends to the function, with a signature that is right. */
export function webhookEvent(route: MeasuredRoute, accountSid: string): APIGatewayProxyEventV2 {
  const form = callForm(accountSid);
  const target = `/queues/support/${route}`;
  const match = matchRoute('POST', target);
  if (!match) throw new Error(`no route leads to ${target}`);
  const rawHeaders = Object.entries({
    ...{ 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8', 'User-Agent': 'TwilioProxy/1.1' },
    ...{ Accept: '*/*', Host: domainName, 'X-Forwarded-For': '54.172.60.1', 'X-Forwarded-Proto': 'https' },
    'X-Twilio-Signature': getExpectedTwilioSignature(AUTH_TOKEN, `https://${domainName}${target}`, form),
  }).flat();
  const body = Buffer.from(new URLSearchParams(form).toString());
  const request = { method: 'POST', target, protocol: 'HTTP/1.1', sourceIp: '54.172.60.1', rawHeaders, body };
  return payloadEvent(request, match, Date.now());
}
