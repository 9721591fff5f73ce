import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import type { Configuration } from '../../config/schema.ts';
import { environmentNames } from '../../lambdas/runtime/environment.ts';
import { configureBundles } from '../../lib/configured-bundles.ts';
import { buildBundles, bundleOptions } from '../../lib/lambda-bundles.ts';
import { INSTALLED } from './installation.ts';
import { AUTH_TOKEN, type MeasuredRoute, webhookEvent } from './webhooks.ts';

export interface Variant {
  name: string;
  about: string;
  /** What Lambda would unpack. */
  folder: string;
  environment: Record<string, string>;
  event: unknown;
  /** Part of the document that it must answer, so that no error is taken for a fast answer. */
  answers: string;
}

const folderOf = (name: string) => join(INSTALLED, 'handlers', name);
const MANY = 300;

/** Builds everything that is measured. The service's functions are bundled and configured as a deploy does it. */
export async function buildVariants(configuration: Configuration): Promise<Variant[]> {
  const bundles = folderOf('bundles');
  rmSync(folderOf(''), { recursive: true, force: true });
  await buildBundles({ outDir: bundles });
  const service = [1, MANY].map((queues) => {
    const outDir = folderOf(`queues-${queues}`);
    return {
      queues,
      folder: join(configureBundles({ bundles, configuration: withQueues(configuration, queues), outDir }), 'voice'),
    };
  });
  const eventOf = (route: MeasuredRoute) => webhookEvent(route, configuration.accountSid);
  const hold = eventOf('hold');
  const own = (route: MeasuredRoute, about: string, answers: string) =>
    service.map(({ queues, folder }) => ({
      ...{ name: `${route}, ${queues}`, about: `${about}, ${queues} ${queues === 1 ? 'queue' : 'queues'}` },
      ...{ folder, environment: serviceEnvironment(), event: eventOf(route), answers },
    }));
  return [
    {
      name: 'bare',
      about: 'one constant document',
      ...copied('bare', 'mjs'),
      environment: {},
      event: hold,
      answers: '<Pause',
    },
    {
      ...{ name: 'leanest', about: 'the least with the same SDK: a secret, an item, the signature, one document' },
      ...{ folder: await bundled('leanest'), environment: serviceEnvironment(), event: hold, answers: '<Pause' },
    },
    {
      ...{ name: 'guide', about: "the code of Twilio's guide, carried over to Lambda" },
      ...{ ...copied('guide', 'cjs'), environment: guideEnvironment, event: hold, answers: '<Enqueue' },
    },
    ...own('hold', 'a hold document of this service', '<Play'),
    ...own('incoming-call', 'the offer before the queue', '<Gather'),
  ];
}

/** The scripts of the voice function as Lambda is sent them: without the configuration, which is everybody's own. */
export function zippedKilobytes(): number {
  const folder = join(folderOf('bundles'), 'voice');
  const scripts = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
  return scripts.reduce((sum, script) => sum + deflateRawSync(script, { level: 9 }).length, 0) / 1024;
}

function withQueues(configuration: Configuration, count: number): Configuration {
  const [first] = configuration.queues;
  if (!first) throw new Error('the configuration has no queue');
  const others = Array.from({ length: count - 1 }, (_, index) => ({ ...first, name: `queue-${index}` }));
  return { ...configuration, queues: [first, ...others] };
}

function copied(name: string, extension: string): { folder: string } {
  const folder = folderOf(name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, `handlers/${name}.${extension}`), join(folder, `index.${extension}`));
  return { folder };
}

/** The function as it is, but for one of the plugins that change its bundle, or with Twilio's own writer of documents: what each brings. */
export async function buildAblations(variants: readonly Variant[]): Promise<Variant[]> {
  const whole = variants.find(({ name }) => name === 'hold, 1');
  if (!whole) return [];
  const { plugins } = bundleOptions;
  const changes = [
    ...plugins.map(({ name }) => ({
      name: `without ${name}`,
      plugins: plugins.filter((other) => other.name !== name),
    })),
    { name: "with Twilio's VoiceResponse", plugins: [...plugins, twiliosVoiceResponse] },
  ];
  return Promise.all(
    changes.map(async (change) => {
      const folder = folderOf(change.name);
      const entryPoints = { index: 'lambdas/voice.ts' };
      const changed = { ...bundleOptions, plugins: change.plugins, sourcemap: false as const, write: true };
      await build({ ...changed, entryPoints, outdir: folder });
      cpSync(join(whole.folder, 'configuration.json'), join(folder, 'configuration.json'));
      return { ...whole, name: `hold ${change.name}`, folder };
    }),
  );
}

const twiliosVoiceResponse: Plugin = {
  name: 'twilios-voice-response',
  setup(builder) {
    builder.onLoad({ filter: /twiml-document\.ts$/ }, () => ({
      contents: `import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'; export { VoiceResponse };`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/** A handler of this bench, bundled like the service's functions. */
export async function bundled(name: string): Promise<string> {
  const folder = folderOf(name);
  const entryPoints = { index: join(import.meta.dirname, `handlers/${name}.ts`) };
  await build({ ...bundleOptions, sourcemap: false, write: true, entryPoints, outdir: folder });
  return folder;
}

function serviceEnvironment(): Record<string, string> {
  return Object.fromEntries(environmentNames.map((name) => [name, `bench-${name.toLowerCase()}`]));
}

const guideEnvironment = {
  ...{ AUTH_TOKEN, TABLE_NAME: 'bench', ACCOUNT_SID: `AC${'0'.repeat(31)}1`, WORKSPACE_SID: `WS${'0'.repeat(31)}1` },
  ...{ WORKFLOW_SID: `WW${'0'.repeat(31)}1`, TASK_QUEUE_SID: `WQ${'0'.repeat(31)}1` },
};
