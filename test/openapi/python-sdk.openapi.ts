import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountRoutes } from '../../local/twilio/rest/account-api.ts';
import { taskRouterRoutes } from '../../local/twilio/rest/taskrouter-api.ts';
import { WORKFLOW } from '../local/twilio/phone-line.ts';
import { AUTH_TOKEN } from '../support/builders.ts';
import { emptyUntil, routesOf, type SdkWorld, startSdkWorld, WAITING } from '../support/sdk-world.ts';
import { python } from './python-sdk.ts';

/** run.ts says in one line why it is left out. */
const isThere = existsSync(python) ? it : it.skip;

let world: SdkWorld;
beforeAll(async () => {
  world = await startSdkWorld();
});
afterAll(() => world.stop());

async function readBy(script: string, ...words: string[]) {
  const run = await promisify(execFile)(python, [join(import.meta.dirname, script), ...words], { timeout: 50_000 });
  const { missing, ...read } = JSON.parse(run.stdout) as {
    resources: number;
    missing: string[];
    unreadDates: string[];
  };
  return { ...read, missing: missing.filter((field) => emptyUntil[field] === undefined) };
}

describe("T13: Twilio's library for Python", () => {
  isThere(
    'reads every answer of the simulated account, and finds all that is documented',
    async () => {
      const { account, configuration } = world.deployment;
      const before = account.requests.length;
      const { resources, ...lacks } = await readBy(
        'read_account.py',
        account.origin,
        configuration.accountSid,
        AUTH_TOKEN,
      );
      expect(lacks).toEqual({ missing: [], unreadDates: [] });
      expect(resources).toBeGreaterThan(accountRoutes().length);
      expect(routesOf(account.requests.slice(before))).toEqual(accountRoutes().sort());
    },
    60_000,
  );

  isThere(
    'reads every answer of the simulated TaskRouter, and finds all that is documented',
    async () => {
      const { origin, accountSid, token, workspace, taskQueue } = world.floor;
      const place = [origin, accountSid, token, workspace, WORKFLOW, taskQueue];
      const { resources, ...lacks } = await readBy('read_floor.py', ...place);
      expect(lacks).toEqual({ missing: [], unreadDates: [] });
      expect(resources).toBeGreaterThan(4 * WAITING);
      expect(routesOf(world.floorRequests)).toEqual(taskRouterRoutes().sort());
    },
    60_000,
  );
});
