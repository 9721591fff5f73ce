import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Twilio's auth token, imported by name: it exists before the first deploy, so that it never passes through a template. */
export class TwilioSecret extends Construct {
  readonly secretName: string;

  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    this.secretName = `callback/${stage}/twilio`;
  }

  /** Secrets Manager ends each ARN in six characters of its own, which only question marks can match. */
  grantRead(grantee: IGrantable): void {
    const arn = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${this.secretName}-??????`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [arn],
    }).assertSuccess();
  }
}
