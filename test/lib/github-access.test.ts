import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GithubAccess } from '../../lib/github-access.ts';
import { resourcesOf } from './synthesized-stack.ts';

interface Statement {
  Action: string;
  Condition?: { StringEquals: Record<string, string> };
}

const template = Template.fromStack(new GithubAccess(new App(), { repository: 'acme/callback', stage: 'prod' }));

/** The subject that a role lets in, and what it may do. */
function roleOf(name: string) {
  const propertiesOf = (type: string) =>
    resourcesOf(template, type).find(([id]) => id.startsWith(name))?.[1].Properties ?? {};
  const { AssumeRolePolicyDocument } = propertiesOf('AWS::IAM::Role');
  const { PolicyDocument } = propertiesOf('AWS::IAM::Policy');
  const { Statement: trusted } = AssumeRolePolicyDocument as { Statement: Statement[] };
  const { Statement: granted } = PolicyDocument as { Statement: (Statement & { Resource: unknown })[] };
  const roles = granted.filter(({ Action }) => Action === 'sts:AssumeRole');
  const text = JSON.stringify(roles.map(({ Resource }) => Resource));
  return {
    trusted,
    actions: granted.flatMap(({ Action }) => Action),
    roles: [...text.matchAll(/hnb659fds-([a-z-]+)-role/g)].map(([, kind]) => kind),
  };
}

describe('what a workflow of GitHub may do', () => {
  it.each([
    { name: 'PlanRole', subject: 'repo:acme/callback:pull_request', roles: ['lookup'] },
    {
      name: 'DeployRole',
      subject: 'repo:acme/callback:environment:prod',
      roles: ['lookup', 'deploy', 'file-publishing'],
    },
  ])('$name lets in $subject and nobody else', ({ name, subject, roles }) => {
    const { trusted, ...may } = roleOf(name);
    expect(trusted).toHaveLength(1);
    expect(trusted[0]).toMatchObject({ Action: 'sts:AssumeRoleWithWebIdentity' });
    expect(trusted[0]?.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': subject,
      },
    });
    expect(may.roles).toEqual(roles);
    expect(may.actions.filter((action) => !/:(AssumeRole|Describe|Get|Query)/.test(action))).toEqual([]);
  });
});

const WORKFLOWS = resolve(import.meta.dirname, '../../.github/workflows');

describe.each(readdirSync(WORKFLOWS))('the workflow %s', (file) => {
  const text = readFileSync(join(WORKFLOWS, file), 'utf8');

  it('pins every action by its commit', () => {
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('puts nothing that somebody else writes into a script', () =>
    expect(text.replaceAll(/^ +if: >-\n( +.*\n)+?(?= +\w+:)/gm, '')).not.toMatch(/run:.*\$\{\{/));
});
