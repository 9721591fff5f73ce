import { beforeAll, describe, expect, it } from '@jest/globals';
import { type FaultName, faultDescriptions } from '../../local/world/faults/faults.ts';
import { faultsOfWholeCalls } from '../support/kinds-of-faults.ts';
import { type Console, useConsole } from './support/console.ts';

/** With these nobody comes into the queue, or Twilio says that the caller is with an agent already or somewhere else. */
const notQueued: readonly string[] = [
  'enqueue-always-fails',
  'queue-bridging-in-process',
  'queue-redirected',
  'queue-redirected-from-bridged',
] satisfies FaultName[];

describe('a caller while something is broken', () => {
  const open = useConsole();
  beforeAll(async () => {
    const console = open();
    await console.centre.ask('PUT', 'queues/support', { agents: 0 });
    await console.centre.advance(60);
    await console.show('scenes');
  });

  const tried = faultDescriptions.filter(({ name }) => faultsOfWholeCalls.includes(name) && !notQueued.includes(name));

  it.each(tried)('still reaches the queue with $name', async ({ name, group }) => {
    const console = open();
    const { page } = console;
    const shown = page.getByRole('group', { name: group });
    if (!(await shown.isVisible())) await page.getByText(group, { exact: true }).first().click();
    const fault = page.getByRole('switch', { name: new RegExp(`^${name} `) });
    await fault.click();
    await page.getByText('1 on').waitFor();
    await call(console);
    await fault.click();
    await page.getByText('1 on').waitFor({ state: 'detached' });
    await console.phone(NUMBER).getByRole('button', { name: 'Hang up' }).click();
    await console.phone(NUMBER).getByText('You have hung up.').waitFor();
    await console.centre.advance(60);
    expect(console.errors).toEqual([]);
  });
});

const NUMBER = '+1 415 555 0110';

async function call(console: Console): Promise<void> {
  await console.page.getByRole('textbox', { name: 'From' }).fill(NUMBER);
  await console.page.getByRole('button', { name: 'Call', exact: true }).click();
  const phone = console.phone(NUMBER);
  await console.waitsFor(phone.getByText('Holding in support.'), { withinSeconds: 60 });
}
