import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundleNames } from '../../lib/function-settings.ts';
import { reasonNotToDeploy } from '../../lib/refused-deployment.ts';
import { testBundles } from '../support/test-bundles.ts';
import { exampleConfiguration } from './synthesized-stack.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const { context } = JSON.parse(readFileSync(join(PROJECT, 'cdk.json'), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'app-'));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Rules {
  Rules: Record<string, { Assertions: { Assert: unknown; AssertDescription: string }[] }>;
  Parameters: Record<string, { Default?: string }>;
}

/** Runs the app as the command line runs it for `-c stage=...`, or without a stage. */
function runApp(stage?: string) {
  const assembly = mkdtempSync(join(scratch, 'assembly-'));
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/callback.ts'], {
    cwd: PROJECT,
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }) },
    encoding: 'utf8',
  });
  const template = (): Rules =>
    JSON.parse(readFileSync(join(assembly, `callback-${stage ?? 'example'}.template.json`), 'utf8'));
  return { status, errors: stderr, assembly, template };
}

/** Why CloudFormation would refuse the template: its rules are looked at before anything is created. */
function refusals({ Rules, Parameters }: Rules): string[] {
  return Object.values(Rules)
    .flatMap(({ Assertions }) => Assertions)
    .filter(({ Assert }) => {
      const { 'Fn::Contains': contains } = Assert as { 'Fn::Contains'?: [string[], { Ref: string }] };
      return contains && !contains[0].includes(Parameters[contains[1].Ref]?.Default ?? '');
    })
    .map(({ AssertDescription }) => AssertDescription);
}

describe('a deploy', () => {
  let plain: ReturnType<typeof runApp>;
  beforeAll(() => {
    plain = runApp();
  }, 90_000);

  it('without a stage is refused before anything is created, though the example can be looked at', () => {
    expect(plain.status).toBe(0);
    expect(refusals(plain.template())).toEqual([expect.stringMatching(/^name the stage to deploy: -c stage=NAME/)]);
  });

  it('of the example is warned of nothing', () => expect(plain.errors).not.toMatch(/warning/i));

  it.each(['example', 'prod'])('of the unedited example is refused as well when the stage is called %s', (stage) =>
    expect(reasonNotToDeploy(stage, exampleConfiguration)).toMatch('unedited example: put in your own accountSid'),
  );

  /** Of somebody who has an account, and Call Targets with these IDs. */
  const ownWith = (...ids: (string | undefined)[]) => ({
    ...exampleConfiguration,
    accountSid: `AC${'1'.repeat(32)}`,
    queues: exampleConfiguration.queues.map((queue, index) => ({
      ...queue,
      callTarget: { ...queue.callTarget, id: ids[index] },
    })),
  });

  it.each([[['4380', '4381']], [[undefined, undefined]]])(
    'of a stage with an account and IDs %j of its own is not',
    (ids) => expect(reasonNotToDeploy('prod', ownWith(...ids))).toBeUndefined(),
  );

  it("of a stage that has left an ID of the example's in is refused, for Mindful would confirm no callback by it", () =>
    expect(reasonNotToDeploy('prod', ownWith('4380', 'example-billing'))).toMatch(
      /^queues\[1\]\.callTarget\.id is the example's/,
    ));

  it('is told which file to write when there is no configuration for the stage', () => {
    const longestStage = 'a'.repeat(30);
    const { status, errors } = runApp(longestStage);
    expect(status).toBe(1);
    expect(errors).toContain(`config/${longestStage}.json cannot be read: copy config/example.json there`);
  });

  it.each(['../example', 'a'.repeat(31)])('is told what a stage may be called instead of "%s"', (stage) =>
    expect(runApp(stage)).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/^stage ".*use a lower-case letter/),
    }),
  );

  it.each(bundleNames)("carries a bundle of %s that only its own synthesis writes: the tests' is elsewhere", (name) => {
    const own = join(plain.assembly, 'functions', 'callbackexample', name, 'configuration.json');
    expect(JSON.parse(readFileSync(own, 'utf8'))).toEqual(exampleConfiguration);
    expect(readdirSync(join(PROJECT, testBundles, name))).toContain('index.mjs');
  });
});
