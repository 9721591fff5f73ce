import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration } from '../../../lambdas/domain/queue-config.ts';
import type { Environment } from '../../../lambdas/runtime/environment.ts';
import { functionSettings } from '../../../lib/function-settings.ts';
import { buildBundles } from '../../../lib/lambda-bundles.ts';
import { type MonitoredFunction, monitoredFunctions } from '../../../lib/monitoring/metric-source.ts';
import { localCredentials } from '../table/embedded-dynamo.ts';
import { type InvocationResult, LambdaFunction } from './lambda-function.ts';
import type { LambdaLogs } from './lambda-logs.ts';

export interface LambdaHostOptions {
  configuration: Configuration;
  /** A folder of built bundles; without it, they are built at the start. */
  bundles?: string | undefined;
  /** How many instances of each function take turns, each with a memory of its own; 1 by default. */
  instances?: number;
  environment: Environment;
  dynamoEndpoint: string;
  secretsManagerEndpoint: string;
  logs: LambdaLogs;
}

/** What Twilio, Mindful and the schedule reach. The provisioner serves deploys alone, and takes longer to load than these. */
const names = monitoredFunctions;

/** The functions in this process: the very bundles that are deployed, with the environment that Lambda would give them. */
export class LambdaHost {
  #functions: Instances;
  /** The bundles that run. */
  #bundles: string;
  readonly #folder: string;
  readonly #options: LambdaHostOptions;
  readonly #cleanUp: () => Promise<void>;

  private constructor(functions: Instances, folder: string, options: LambdaHostOptions, cleanUp: () => Promise<void>) {
    this.#functions = functions;
    this.#bundles = firstOf(folder);
    this.#folder = folder;
    this.#options = options;
    this.#cleanUp = cleanUp;
  }

  /**
   * Loads the bundles from a folder of their own: modules that were never loaded before keep nothing of an earlier contact
   * centre in this process, and building others meanwhile does no harm.
   */
  static async start(options: LambdaHostOptions): Promise<LambdaHost> {
    const folder = await mkdtemp(join(tmpdir(), 'contact-centre-'));
    const restoreEnvironment = setEnvironment(options);
    const releaseOutput = options.logs.capture();
    const cleanUp = async () => {
      releaseOutput();
      restoreEnvironment();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      return new LambdaHost(await loadInstances(folder, options), folder, options, cleanUp);
    } catch (error) {
      await cleanUp();
      throw error;
    }
  }

  /**
   * Takes the functions anew, built from the sources, or the ones that run where `sourcesChanged` is false, which is
   * much sooner; what is running ends on the ones before, and calls go on, for what is known of them is in the table.
   * Rejects, and keeps the ones before, if they cannot be built or loaded.
   */
  async replace(configuration: Configuration, { sourcesChanged = true } = {}): Promise<void> {
    const folder = await mkdtemp(join(this.#folder, 'replaced-'));
    const bundles = sourcesChanged ? undefined : this.#bundles;
    this.#functions = await loadInstances(folder, { ...this.#options, configuration, bundles });
    this.#bundles = firstOf(folder);
  }

  async invoke(name: MonitoredFunction, event: unknown): Promise<InvocationResult> {
    const { logs } = this.#options;
    const instances = this.#functions.get(name);
    const lambda = instances?.shift();
    if (!instances || !lambda) throw new Error(`no function is called ${name}`);
    instances.push(lambda);
    const invocation = await logs.during(name, () => lambda.invoke(event));
    if (invocation.kind === 'error') logs.add(name, invocation.message);
    if (invocation.kind === 'timeout') logs.add(name, 'Task timed out');
    return invocation;
  }

  stop(): Promise<void> {
    return this.#cleanUp();
  }
}

/** Each function's instances, in the order of their turns. */
type Instances = ReadonlyMap<MonitoredFunction, LambdaFunction[]>;

/** Where the bundles of the first instance are; all have the same. */
function firstOf(folder: string): string {
  return join(folder, '0');
}

async function loadInstances(folder: string, options: LambdaHostOptions): Promise<Instances> {
  const functions = new Map<MonitoredFunction, LambdaFunction[]>(names.map((name) => [name, []]));
  for (let instance = 0; instance < (options.instances ?? 1); instance += 1) {
    const own = join(folder, String(instance));
    await fillFolder(own, options);
    for (const [name, lambda] of await loadFunctions(own, options)) functions.get(name)?.push(lambda);
  }
  return functions;
}

async function fillFolder(folder: string, { bundles, configuration }: LambdaHostOptions): Promise<void> {
  if (!bundles) return buildBundles({ names, configuration, outDir: folder });
  for (const name of names) {
    await cp(join(bundles, name), join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'configuration.json'), JSON.stringify(configuration));
  }
}

async function loadFunctions(
  folder: string,
  { environment, logs }: LambdaHostOptions,
): Promise<ReadonlyMap<MonitoredFunction, LambdaFunction>> {
  const functions = new Map<MonitoredFunction, LambdaFunction>();
  for (const name of names) {
    const functionName = `callback-${environment.STAGE}-${name}`;
    process.env['AWS_LAMBDA_FUNCTION_NAME'] = functionName;
    const url = pathToFileURL(join(folder, name, 'index.mjs')).href;
    const { handler } = await logs.during(name, () => import(url));
    functions.set(name, new LambdaFunction(handler, { ...functionSettings[name], name: functionName }));
  }
  return functions;
}

/** Sets what Lambda sets, beside the service's own variables; returns how to undo it. */
function setEnvironment({ environment, dynamoEndpoint, secretsManagerEndpoint }: LambdaHostOptions): () => void {
  const before = { ...process.env };
  Object.assign(process.env, environment, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManagerEndpoint,
    // The SDK warns of the Node that runs this process; the functions are deployed on a newer one.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  // A session token, profile or switch of the user's own shell must not reach the clients.
  for (const name of ['AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])
    delete process.env[name];
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
