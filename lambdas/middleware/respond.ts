import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Reply } from '../webhook.ts';

/** Twilio's guide answers its wait-time function to browsers too. */
const JSON_HEADERS = {
  'content-type': 'application/json',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'OPTIONS POST',
  'access-control-allow-headers': 'Content-Type',
};

/** API Gateway's answer. TwiML needs its content type: as JSON, Twilio would refuse it and the call would end. */
export function respond(body: Reply['body']): APIGatewayProxyStructuredResultV2 {
  if (body === 'no-content') return { statusCode: 204 };
  if ('twiml' in body) return { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: body.twiml };
  return { statusCode: 200, headers: JSON_HEADERS, body: JSON.stringify(body.json) };
}
