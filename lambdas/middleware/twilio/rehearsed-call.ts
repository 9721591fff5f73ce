import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { type Configuration, defaultQueue } from '../../domain/queue-config.ts';
import type { SigningKey } from '../../domain/twilio-credentials.ts';
import { routeAddress } from '../../routes.ts';
import type { MarkedEvent } from '../pre-traffic-check.ts';

const HOST = 'warm-up.invalid';
const CALL = {
  ...{ CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'ringing', Direction: 'inbound', ApiVersion: '2010-04-01' },
  ...{ From: '+14155550100', To: '+14155550101' },
};

/**
 * A call that nobody makes, signed with our own key and marked like the check of a new build, so that it has no effect: what a
 * function does for the first time takes many times as long as later.
 */
export function rehearsedCall(configuration: Configuration, { algorithm, name, secret }: SigningKey): MarkedEvent {
  const queue = defaultQueue(configuration);
  const rawPath = routeAddress('', 'incoming-call', queue);
  const form = { AccountSid: configuration.accountSid, ...CALL };
  return {
    preTrafficCheck: true,
    ...{
      routeKey: 'POST /queues/{queue}/incoming-call',
      rawPath,
      rawQueryString: '',
      pathParameters: { queue: queue.name },
    },
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(secret, `https://${HOST}${rawPath}`, form, algorithm),
      ...(algorithm !== 'HMAC_SHA1' && {
        'x-twilio-webhooks-signature-settings': `key=${name},algorithm=${algorithm}`,
      }),
    },
    ...{ body: new URLSearchParams(form).toString(), isBase64Encoded: false },
    requestContext: { domainName: HOST, http: { sourceIp: '127.0.0.1' } },
  } as unknown as MarkedEvent;
}
