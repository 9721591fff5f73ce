import { Validations } from 'aws-cdk-lib';
import type { CallbackService } from './callback-service.ts';

export interface AcknowledgedFinding {
  /** The construct of the service that it is about, and everything below it. */
  construct: string;
  id: string;
  reason: string;
}

/** Rules that the service breaks on purpose: why that is right here, and which test proves it. */
export const acknowledgedFindings: readonly AcknowledgedFinding[] = [
  {
    construct: 'WebhookApi',
    id: 'AwsSolutions-APIG4',
    reason:
      'Twilio signs each request over its form body, which an authorizer never sees, so the function itself refuses an ' +
      'unsigned request on every route: test/lib/unsigned-requests.test.ts.',
  },
  {
    construct: 'Fallback',
    id: 'AwsSolutions-CFR1',
    reason:
      'Twilio asks from several countries; the answer is no secret and does nothing: test/lib/fallback.slow.test.ts.',
  },
  {
    construct: 'Fallback',
    id: 'AwsSolutions-CFR2',
    reason:
      'A firewall could turn Twilio away at the worst moment; there is nothing behind the function to protect: ' +
      'test/lib/fallback.slow.test.ts.',
  },
  {
    construct: 'Fallback',
    id: 'AwsSolutions-CFR3',
    reason:
      "An access log would hold the query, and so callers' numbers, in a bucket; CloudFront counts the requests, and the " +
      'tasks that come of them are counted by this service: test/lib/fallback.slow.test.ts.',
  },
  {
    construct: 'Fallback',
    id: 'AwsSolutions-CFR4',
    reason:
      "The distribution keeps CloudFront's own domain, whose certificate does not let one choose. Only Twilio asks, in " +
      'TLS 1.2 or newer, and plain HTTP is refused: test/lib/fallback.slow.test.ts.',
  },
];

export function acknowledgeFindings(service: CallbackService): void {
  for (const { construct, id, reason } of acknowledgedFindings) {
    const scope = service.node.findChild(construct);
    Validations.of(scope).acknowledge({ id, reason });
  }
}
