import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Synthesis fails on a finding that is not acknowledged; CDK's own validator is switched on by the context in cdk.json. */
export function checkInfrastructure(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
