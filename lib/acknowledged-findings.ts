import { type Stack, Validations } from 'aws-cdk-lib';

export interface AcknowledgedFinding {
  /** The construct of the stack that it is about, and everything below it. */
  construct: string;
  id: string;
  reason: string;
}

/** Rules that this stack breaks on purpose: why that is right here, and which test proves it. */
export const acknowledgedFindings: readonly AcknowledgedFinding[] = [
  {
    construct: 'WebhookApi',
    id: 'AwsSolutions-APIG4',
    reason:
      'Twilio signs each request over its form body, which an authorizer never sees, so the function itself refuses an ' +
      'unsigned request on every route: test/lib/unsigned-requests.test.ts.',
  },
];

export function acknowledgeFindings(stack: Stack): void {
  for (const { construct, id, reason } of acknowledgedFindings) {
    const scope = stack.node.findChild(construct);
    Validations.of(scope).acknowledge({ id, reason });
  }
}
