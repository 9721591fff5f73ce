import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { startDeployment } from '../provisioning/simulated-account.ts';
import { AUTH_TOKEN } from '../support/builders.ts';
import { python } from './python-sdk.ts';

/** run.ts says in one line why it is left out. */
const isThere = existsSync(python) ? it : it.skip;

describe("T13: Twilio's library for Python", () => {
  isThere(
    "reads every list of the simulated account, and finds each resource's owner and dates",
    async () => {
      const deployment = await startDeployment();
      try {
        await deployment.deploy();
        const { accountSid } = deployment.configuration;
        const script = join(import.meta.dirname, 'read_account.py');
        const run = await promisify(execFile)(python, [script, deployment.account.origin, accountSid, AUTH_TOKEN]);
        const { resources, missing } = JSON.parse(run.stdout);
        expect(missing).toEqual([]);
        expect(resources).toBeGreaterThan(9);
      } finally {
        await deployment.account.stop();
      }
    },
    60_000,
  );
});
