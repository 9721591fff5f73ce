import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { registry } from '../../lambdas/provisioning/resources/registry.ts';

const resources = '../../lambdas/provisioning/resources';

async function kindsIn(file: string): Promise<unknown[]> {
  const exported: object = await import(`${resources}/${file}`);
  return Object.values(exported).filter((value) => 'checks' in Object(value));
}

describe('the registry', () => {
  it('has every kind of resource that has a file', async () => {
    const registered: readonly unknown[] = registry.map(([, kind]) => kind);
    const missing: string[] = [];
    for (const file of await readdir(`${import.meta.dirname}/${resources}`)) {
      if ((await kindsIn(file)).some((kind) => !registered.includes(kind))) missing.push(file);
    }
    expect(missing).toEqual([]);
  });
});
