import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Runs the app as the command line runs it for `-c stage=...`. */
function runApp(stage: string): { status: number | null; errors: string } {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/callback.ts'], {
    cwd: PROJECT,
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ stage }) },
    encoding: 'utf8',
  });
  return { status, errors: stderr };
}

describe('whoever deploys a stage', () => {
  it('is told which file to write when there is no configuration for it', () => {
    const longestStage = 'a'.repeat(30);
    const { status, errors } = runApp(longestStage);
    expect(status).toBe(1);
    expect(errors).toContain(`config/${longestStage}.json cannot be read: copy config/example.json there`);
  });

  it.each(['../example', 'a'.repeat(31)])('is told what a stage may be called instead of "%s"', (stage) =>
    expect(runApp(stage)).toEqual({ status: 1, errors: expect.stringMatching(/^stage ".*use a lower-case letter/) }),
  );
});
