import { join, relative, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readConfiguration } from '../config/read-configuration.ts';
import { acknowledgeFindings } from '../lib/acknowledged-findings.ts';
import { CallbackStack } from '../lib/callback-stack.ts';
import { checkInfrastructure } from '../lib/infrastructure-checks.ts';
import { buildBundles } from '../lib/lambda-bundles.ts';
import { reasonNotToDeploy, refuseDeployment } from '../lib/refused-deployment.ts';

const PROJECT = resolve(import.meta.dirname, '..');

function stop(problems: string[]): never {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}

/** The stage names the stack, its log groups and its secret, so it keeps to what all of them allow. */
function stageOf(context: unknown): string {
  if (typeof context === 'string' && /^[a-z][a-z0-9-]{0,29}$/.test(context)) return context;
  stop([`stage "${context}": use a lower-case letter, then up to 29 of a-z, 0-9 and "-", such as -c stage=example`]);
}

const app = new App();
const givenStage: unknown = app.node.tryGetContext('stage');
// Without a stage the example can be looked at, but not deployed.
const stage = stageOf(givenStage ?? 'example');
const reading = readConfiguration(relative(process.cwd(), resolve(PROJECT, 'config', `${stage}.json`)));
if (!reading.ok) stop(reading.problems);

const { configuration } = reading;
// Inside the assembly: neither another stage's synthesis nor a test run can change what this one deploys.
const bundles = join(app.outdir, 'bundles');
await buildBundles({ configuration, outDir: bundles });
const stack = new CallbackStack(app, { stage, configuration, bundles });
acknowledgeFindings(stack);
const reason = reasonNotToDeploy(givenStage, configuration);
if (reason !== undefined) refuseDeployment(stack, reason);
checkInfrastructure(app);
