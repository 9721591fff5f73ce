import { beforeAll, describe, expect, it } from '@jest/globals';
import { type FaultName, faultNames } from '../../local/faults.ts';
import { useConsole } from './support/console.ts';

describe('a caller while something is broken', () => {
  const open = useConsole();
  beforeAll(async () => {
    await open().centre.ask('PUT', 'queues/support', { agents: 0 });
    await open().centre.advance(60);
  });

  it.each(faultNames.map((name, index) => [name, index] as [FaultName, number]))(
    'still reaches the queue with %s',
    async (name, index) => {
      const console = open();
      const { page, centre } = console;
      await console.show('scenes');
      await page.getByRole('switch', { name: new RegExp(`^${name} `) }).click();
      await page.getByText('1 on').waitFor();
      const number = `+1 415 555 01${String(10 + index)}`;
      await page.getByLabel('From').fill(number);
      await page.getByRole('button', { name: 'Call', exact: true }).click();
      await console.waitsFor(console.phone(number).getByText('Holding in queue support.'), { withinSeconds: 60 });
      await page.getByRole('switch', { name: new RegExp(`^${name} `) }).click();
      await page.getByText('1 on').waitFor({ state: 'detached' });
      await centre.advance(70);
      expect(console.errors).toEqual([]);
    },
  );
});
