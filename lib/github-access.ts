import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnOIDCProvider, FederatedPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';

export interface GithubAccessProps {
  /** `owner/name`. */
  repository: string;
  stage: string;
}

const GITHUB = 'token.actions.githubusercontent.com';

/** The suffix of the roles that `cdk bootstrap` makes. */
const BOOTSTRAP = 'hnb659fds';

/**
 * Lets the workflows of one repository in by OpenID Connect, without a key that could leak: those of its pull requests may look,
 * and those that its environment of the stage's name has approved may deploy. Deployed once by a person.
 */
export class GithubAccess extends Stack {
  constructor(app: App, { repository, stage }: GithubAccessProps) {
    super(app, `callback-${stage}-github`, {
      description: `GitHub's workflows of ${repository} for callback-${stage}`,
    });
    const provider = new CfnOIDCProvider(this, 'GitHub', {
      url: `https://${GITHUB}`,
      clientIdList: ['sts.amazonaws.com'],
    });
    const roleFor = (id: string, subject: string, bootstrapRoles: string[]) => {
      const conditions = {
        StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: `repo:${repository}:${subject}` },
      };
      const assumedBy = new FederatedPrincipal(provider.attrArn, conditions, 'sts:AssumeRoleWithWebIdentity');
      const role = new Role(this, id, { assumedBy });
      this.grant(
        role,
        ['sts:AssumeRole'],
        bootstrapRoles.map((name) => this.bootstrapRole(name)),
      );
      this.grantLooking(role, stage);
      new CfnOutput(this, `${id}Arn`, { value: role.roleArn, description: `For the repository's variables` });
    };
    roleFor('PlanRole', 'pull_request', ['lookup']);
    roleFor('DeployRole', `environment:${stage}`, ['lookup', 'deploy', 'file-publishing']);
  }

  /** What `npm run twilio:plan` and `npm run doctor` read. */
  private grantLooking(role: Role, stage: string): void {
    const { partition, region, account } = this;
    const arn = (rest: string) => `arn:${partition}:${rest}`;
    this.grant(
      role,
      ['cloudformation:DescribeStacks'],
      [arn(`cloudformation:${region}:${account}:stack/callback-${stage}/*`)],
    );
    this.grant(
      role,
      ['secretsmanager:GetSecretValue'],
      [arn(`secretsmanager:${region}:${account}:secret:callback/${stage}/*`)],
    );
    this.grant(role, ['sns:GetTopicAttributes'], [arn(`sns:${region}:${account}:callback-${stage}-alarms`)]);
    this.grant(
      role,
      ['dynamodb:Query', 'dynamodb:GetItem'],
      [arn(`dynamodb:${region}:${account}:table/callback-${stage}-*`)],
    );
  }

  private bootstrapRole(name: string): string {
    return `arn:${this.partition}:iam::${this.account}:role/cdk-${BOOTSTRAP}-${name}-role-${this.account}-${this.region}`;
  }

  private grant(role: Role, actions: string[], resources: string[]): void {
    role.addToPolicy(new PolicyStatement({ actions, resources }));
  }
}
