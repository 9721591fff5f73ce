import type { Template } from 'aws-cdk-lib/assertions';
import { functionNamed, logicalIdOf, type Resource, resourcesOf } from './synthesized-stack.ts';

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
}

/** All that a function may do, one line for each action and resource, sorted: `dynamodb:Query on the table, keys queue#*`. */
export function permissionsOf(template: Template, functionName: string): string[] {
  const [, { Properties }] = functionNamed(template, functionName);
  const roleId = logicalIdOf(Properties['Role']);
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, policy]) => JSON.stringify(policy.Properties['Roles']).includes(`{"Ref":"${roleId}"}`))
    .flatMap(([, policy]) => (policy.Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap((statement) => describeStatement(template, statement))
    .sort();
}

function describeStatement(template: Template, statement: Statement): string[] {
  const effect = statement.Effect === 'Allow' ? '' : 'not ';
  const condition = statement.Condition ? `, ${describeCondition(statement.Condition)}` : '';
  return [statement.Action]
    .flat()
    .flatMap((action) =>
      [statement.Resource].flat().map((arn) => `${effect}${action} on ${describeArn(template, arn)}${condition}`),
    );
}

function describeCondition(condition: object): string {
  const keys = /^{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":\["([^"]+)"\]}}$/.exec(JSON.stringify(condition));
  return keys ? `keys ${keys[1]}` : JSON.stringify(condition);
}

function describeArn(template: Template, arn: unknown): string {
  if (typeof arn === 'string') return arn;
  const { 'Fn::Join': joined, Ref: parameter } = arn as { 'Fn::Join'?: [string, unknown[]]; Ref?: string };
  if (joined) return joined[1].map((part) => describeArn(template, part)).join(joined[0]);
  const version = /^Functions(\w+)CurrentVersion/.exec(parameter ?? '')?.[1];
  if (version) return `version of ${version}`;
  if (parameter) return parameter;
  const id = logicalIdOf(arn) ?? JSON.stringify(arn);
  const target: Resource | undefined = template.toJSON()['Resources'][id];
  if (target?.Type === 'AWS::DynamoDB::GlobalTable') return 'the table';
  if (target?.Type === 'AWS::Logs::LogGroup') return `log ${target.Properties['LogGroupName']}`;
  return id;
}
