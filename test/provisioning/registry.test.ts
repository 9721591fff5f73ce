import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { registry } from '../../lambdas/provisioning/resources/registry.ts';

const resources = '../../lambdas/provisioning/resources';

describe('the registry', () => {
  it('has every kind of resource that has a file', async () => {
    const files = await readdir(`${import.meta.dirname}/${resources}`);
    const modules: object[] = await Promise.all(files.map((file) => import(`${resources}/${file}`)));
    const kinds = modules.flatMap((module) => Object.values(module)).filter((value) => 'checks' in Object(value));
    expect(registry.map(([, kind]) => kind)).toEqual(expect.arrayContaining(kinds));
    expect(kinds).toHaveLength(registry.length);
  });
});
