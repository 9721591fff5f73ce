import { join, relative, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readConfiguration } from '../config/read-configuration.ts';
import { acknowledgeFindings } from '../lib/acknowledged-findings.ts';
import { CallbackStack } from '../lib/callback-stack.ts';
import { checkInfrastructure } from '../lib/infrastructure-checks.ts';
import { buildBundles } from '../lib/lambda-bundles.ts';
import { reasonNotToDeploy, refuseDeployment } from '../lib/refused-deployment.ts';
import { problemsOfStage } from '../lib/stage-name.ts';

const PROJECT = resolve(import.meta.dirname, '..');

function stop(problems: string[]): never {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}

const app = new App();
const givenStage: unknown = app.node.tryGetContext('stage');
// Without a stage the example can be looked at, but not deployed.
const stage = String(givenStage ?? 'example');
const problems = problemsOfStage(stage);
if (problems.length > 0) stop(problems);
const reading = readConfiguration(relative(process.cwd(), resolve(PROJECT, 'config', `${stage}.json`)));
if (!reading.ok) stop(reading.problems);

const { configuration } = reading;
// Inside the assembly: neither another stage's synthesis nor a test run can change what this one deploys.
const bundles = join(app.outdir, 'bundles');
await buildBundles({ outDir: bundles });
const stack = new CallbackStack(app, { stage, configuration, bundles });
acknowledgeFindings(stack.service);
const reason = reasonNotToDeploy(givenStage, configuration);
if (reason !== undefined) refuseDeployment(stack, reason);
checkInfrastructure(app);
