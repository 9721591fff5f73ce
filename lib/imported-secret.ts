import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** A secret that exists before the first deploy and is imported by its name, so that it never passes through a template. */
export class ImportedSecret extends Construct {
  readonly secretName: string;

  constructor(scope: Construct, id: string, secretName: string) {
    super(scope, id);
    this.secretName = secretName;
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
