import { App } from 'aws-cdk-lib';
import { GithubAccess } from '../lib/github-access.ts';

/** `npx cdk deploy --app 'npx tsx bin/github-access.ts' -c repository=OWNER/NAME -c stage=NAME` */
const app = new App();
const repository = String(app.node.tryGetContext('repository'));
const stage = String(app.node.tryGetContext('stage'));
// A wildcard in either would let other repositories in.
if (!/^[\w-]+\/[\w.-]+$/.test(repository) || !/^[a-z][a-z0-9-]{0,29}$/.test(stage)) {
  console.error('write the repository and the stage, such as -c repository=acme/callback -c stage=prod');
  process.exit(1);
}
new GithubAccess(app, { repository, stage });
