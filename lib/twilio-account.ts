import { createHash } from 'node:crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import { type DesiredTwilio, desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import type { Fallback } from './fallback.ts';
import { functionSettings } from './function-settings.ts';
import type { WebhookApi } from './webhook-api.ts';

export interface TwilioAccountProps {
  stage: string;
  configuration: Configuration;
  provisioner: IFunction;
  webhooks: WebhookApi;
  fallback: Fallback;
}

/** The addresses are properties of their own, and not known before they are deployed. */
const ADDRESSES_APART = { apiUrl: 'https://api.invalid', fallbackUrl: 'https://fallback.invalid' };

export function digestOf(desired: DesiredTwilio): string {
  return createHash('sha256').update(JSON.stringify(desired)).digest('hex');
}

/**
 * The Twilio side of the deploy, as a custom resource that calls its function directly: the Provider framework would add a
 * second function with permissions of its own, to wait longer than this ever takes.
 */
export class TwilioAccount extends Construct {
  constructor(scope: Construct, id: string, props: TwilioAccountProps) {
    super(scope, id);
    const { stage, configuration, provisioner, webhooks, fallback } = props;
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::TwilioAccount',
      serviceToken: provisioner.functionArn,
      // A minute beyond the function's own limit: if it is stopped, the stack soon hears of it.
      serviceTimeout: Duration.seconds(functionSettings.provisioner.timeoutSeconds + 60),
      properties: {
        ...{ stage, apiUrl: webhooks.url, fallbackUrl: fallback.url },
        // CloudFormation calls only for a changed resource: whatever else Twilio is to be, by configuration or by a new version.
        desired: digestOf(desiredTwilio(configuration, { ...ADDRESSES_APART, stage })),
      },
    });
    // Callers come when this is done and until it is undone: what answers them is there before and after.
    resource.node.addDependency(webhooks, fallback);
  }
}
