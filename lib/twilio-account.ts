import { createHash } from 'node:crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
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
        ...{ stage, apiUrl: webhooks.api.apiEndpoint, fallbackUrl: fallback.url },
        // A changed configuration is a changed resource, or CloudFormation would not call it.
        configuration: createHash('sha256').update(JSON.stringify(configuration)).digest('hex'),
      },
    });
    // Callers come when this is done and until it is undone: what answers them is there before and after.
    resource.node.addDependency(webhooks, fallback);
  }
}
