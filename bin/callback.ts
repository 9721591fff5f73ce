import { relative, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readConfiguration } from '../config/read-configuration.ts';
import { acknowledgeFindings } from '../lib/acknowledged-findings.ts';
import { CallbackStack } from '../lib/callback-stack.ts';
import { checkInfrastructure } from '../lib/infrastructure-checks.ts';
import { buildBundles } from '../lib/lambda-bundles.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const BUNDLES = resolve(PROJECT, 'dist');

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
const stage = stageOf(app.node.tryGetContext('stage') ?? 'example');
const reading = readConfiguration(relative(process.cwd(), resolve(PROJECT, 'config', `${stage}.json`)));
if (!reading.ok) stop(reading.problems);

const { configuration } = reading;
await buildBundles({ configuration, outDir: BUNDLES });
acknowledgeFindings(new CallbackStack(app, { stage, configuration, bundles: BUNDLES }));
checkInfrastructure(app);
