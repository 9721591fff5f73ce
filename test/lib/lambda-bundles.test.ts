import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules, SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { readConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { bundleNames } from '../../lib/function-settings.ts';
import { buildBundles } from '../../lib/lambda-bundles.ts';
import { inFreshProcess } from './fresh-process.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
/** Nobody waits for the provisioner, which alone carries Twilio's SDK. */
const zippedLimitBytes = { voice: 130 * 1024, events: 130 * 1024, sampler: 125 * 1024, provisioner: 330 * 1024 };
const FORBIDDEN = /node_modules\/(twilio\/lib\/(rest|index)|axios|zod|ajv|aws-cdk|constructs)/;
const FORBIDDEN_IN_PROVISIONER = /node_modules\/(twilio\/lib\/index|zod|ajv|aws-cdk|constructs)/;

let configuration: Configuration;
const folder = mkdtempSync(join(tmpdir(), 'bundles-'));

beforeAll(async () => {
  const reading = readConfiguration(join(PROJECT, 'config/example.json'));
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  configuration = reading.configuration;
  await buildBundles({ configuration, outDir: folder });
});

afterAll(() => rmSync(folder, { recursive: true }));

function scriptsOf(name: string): string[] {
  return readdirSync(join(folder, name)).filter((file) => file !== 'configuration.json');
}

function metafileOf(name: string): Metafile {
  return JSON.parse(readFileSync(join(folder, `${name}.meta.json`), 'utf8'));
}

describe.each(bundleNames)('the %s bundle', (name) => {
  it('carries the checked configuration', () =>
    expect(JSON.parse(readFileSync(join(folder, name, 'configuration.json'), 'utf8'))).toEqual(configuration));

  it('holds nothing but scripts beside it', () =>
    expect(scriptsOf(name).filter((file) => !file.endsWith('.mjs'))).toEqual([]));

  it(`zips to at most ${zippedLimitBytes[name]} bytes`, () => {
    const sizes = scriptsOf(name).map(
      (file) => deflateRawSync(readFileSync(join(folder, name, file)), { level: 9 }).length,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(zippedLimitBytes[name]);
  });

  it('contains no package that a cold start should not pay for', () => {
    const inputs = Object.keys(metafileOf(name).inputs);
    expect(inputs).toContain(`lambdas/${name}.ts`);
    const forbidden = name === 'provisioner' ? FORBIDDEN_IN_PROVISIONER : FORBIDDEN;
    expect(inputs.filter((path) => forbidden.test(path))).toEqual([]);
  });

  it('leaves out what only people read of the configuration', () => {
    const scripts = scriptsOf(name).map((file) => readFileSync(join(folder, name, file), 'utf8'));
    const isThere = (text: string) => scripts.some((script) => script.includes(text));
    expect(['A callback is offered when the estimated wait', 'a period such as "09:00-17:30"'].filter(isThere)).toEqual(
      [],
    );
  });

  it('imports nothing that is not in it', () => {
    const imports = Object.values(metafileOf(name).outputs).flatMap((output) => output.imports);
    expect(imports.filter(({ external }) => external)).toEqual([]);
    expect(
      scriptsOf(name).filter((file) => /Dynamic require of/.test(readFileSync(join(folder, name, file), 'utf8'))),
    ).toEqual([]);
  });

  it("takes Node's own modules without importing them", () => {
    const builtins = Object.keys(metafileOf(name).inputs).filter((path) => path.startsWith('builtin:'));
    expect(builtins).toContain('builtin:node:https');
    expect(builtins.filter((path) => !builtinModules.includes(path.replace('builtin:node:', '')))).toEqual([]);
  });

  it('has a handler that Lambda accepts on Node 24: at most event and context', () =>
    expect(inFreshProcess(join(folder, name), 'bundle.handler.length')).toBeLessThanOrEqual(2));
});

it("voice starts without Node's `util`, which would bring its workers, its argument parser and more", () =>
  expect(Object.keys(metafileOf('voice').inputs)).not.toContain('builtin:node:util'));

describe('a stack trace in a log', () => {
  const trace = () =>
    String(inFreshProcess(join(folder, 'sampler'), 'await bundle.handler().catch((error) => error.stack)'));

  it('leads to the line in the sources by the map that the build kept', () => {
    const [, line, column] = /index\.mjs:(\d+):(\d+)/.exec(trace()) ?? [];
    const map = new SourceMap(JSON.parse(readFileSync(join(folder, 'sampler.maps/index.mjs.map'), 'utf8')));
    expect(map.findEntry(Number(line) - 1, Number(column) - 1)).toMatchObject({
      originalSource: expect.stringMatching(/lambdas\/sampler\.ts$/),
    });
  });
});

describe('building again', () => {
  it('leaves unchanged files alone, so that an unchanged function is not deployed again', async () => {
    const before = snapshotOf('voice');
    await buildBundles({ configuration, outDir: folder });
    expect(snapshotOf('voice')).toEqual(before);
  });

  it('removes what an earlier build left', async () => {
    writeFileSync(join(folder, 'voice', 'chunk-STALE.mjs'), '');
    await buildBundles({ outDir: folder });
    expect(readdirSync(join(folder, 'voice'))).not.toContain('chunk-STALE.mjs');
    expect(readdirSync(join(folder, 'voice'))).not.toContain('configuration.json');
  });
});

function snapshotOf(name: string): Map<string, number> {
  return new Map(readdirSync(join(folder, name)).map((file) => [file, statSync(join(folder, name, file)).mtimeMs]));
}
