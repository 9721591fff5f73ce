import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');

describe('a hold webhook whose offer is due', () => {
  let played: { body: string; entered: string[] };
  beforeAll(async () => {
    const script = join(import.meta.dirname, 'entered-files.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { cwd: root });
    played = JSON.parse(stdout);
  });

  it('reaches its TwiML through at most 34 files', () => {
    expect(played.body).toContain('press 1');
    expect(played.entered).toContain('lambdas/steps/hold/hold.ts');
    expect(played.entered).toContain('lambdas/adapters/dynamo-queue-states.ts');
    expect(played.entered.slice(34)).toEqual([]);
  });
});
