import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type App, CfnResource } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { acknowledgedFindings, acknowledgeFindings } from '../../lib/acknowledged-findings.ts';
import { callbackStack, checkedApp } from './synthesized-stack.ts';

interface Report {
  pluginReports: { violations: { ruleName: string }[] }[];
}

/** The rules that a synthesis found broken, warnings included. */
function findingsOf(app: App): string[] {
  const report: Report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}

describe('the checks on the infrastructure', () => {
  it('find nothing in the stack, not even a warning', () => {
    const app = checkedApp();
    acknowledgeFindings(callbackStack(app).service);
    app.synth();
    expect(findingsOf(app)).toEqual([]);
  });

  it('would find exactly what is acknowledged, at most five things', () => {
    const app = checkedApp();
    callbackStack(app);
    expect(() => app.synth()).toThrow();
    expect(findingsOf(app)).toEqual(acknowledgedFindings.map(({ id }) => id));
    expect(acknowledgedFindings.length).toBeLessThanOrEqual(5);
  });

  it.each(acknowledgedFindings)('acknowledge $id with a reason that names an existing test', ({ reason }) => {
    const [test] = /test\/\S+\.test\.ts/.exec(reason) ?? [];
    expect(readFileSync(resolve(import.meta.dirname, '../..', test ?? 'no test is named'), 'utf8')).toContain(
      'expect(',
    );
  });

  it('stop a role that may do everything with every table', () => {
    const app = checkedApp();
    const stack = callbackStack(app);
    acknowledgeFindings(stack.service);
    const role = new Role(stack, 'Admin', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }));
    expect(() => app.synth()).toThrow('wildcard permissions');
    expect(findingsOf(app)).toEqual(['AwsSolutions-IAM5[Action::dynamodb:*]', 'AwsSolutions-IAM5[Resource::*]']);
  });

  it('stop a property that CloudFormation does not know', () => {
    const app = checkedApp();
    const stack = callbackStack(app);
    acknowledgeFindings(stack.service);
    new CfnResource(stack, 'Typo', { type: 'AWS::Logs::LogGroup', properties: { RetentionDays: 7 } });
    expect(() => app.synth()).toThrow('RetentionDays');
    expect(findingsOf(app)).toEqual(['F3002']);
  });
});
