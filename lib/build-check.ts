import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CHECKED_BUILD } from '../lambdas/provisioning/check-build.ts';
import { functionSettings } from './function-settings.ts';
import type { Functions } from './functions.ts';

export interface BuildCheckProps {
  functions: Functions;
  /** Origin of the webhooks. */
  apiUrl: string;
}

/**
 * Stands between the new versions and the aliases that lead callers to them: the provisioner, which may read the token that
 * signs webhooks, sends each route a signed one. A wrong answer fails the deploy while every alias is still where it was.
 */
export class BuildCheck extends Construct {
  constructor(scope: Construct, id: string, { functions, apiUrl }: BuildCheckProps) {
    super(scope, id);
    const { provisioner, live } = functions;
    const check = new CustomResource(this, 'Resource', {
      resourceType: CHECKED_BUILD,
      serviceToken: provisioner.functionArn,
      serviceTimeout: Duration.seconds(functionSettings.provisioner.timeoutSeconds + 60),
      properties: { apiUrl, voice: live.voice.version.functionArn, events: live.events.version.functionArn },
    });
    for (const alias of Object.values(live)) {
      const granted = alias.version.grantInvoke(provisioner);
      granted.applyBefore(check);
      alias.node.addDependency(check);
    }
  }
}
