import { describe, expect, it } from '@jest/globals';
import { useConsole } from './support/console.ts';

describe('somebody on the phone in a scene at twenty times real time', () => {
  const open = useConsole();

  it('answers the offer by hand, ten of ten times, and the clock takes up its speed again', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('POST', 'scenes/monday-peak');
    await centre.ask('POST', 'clock', { speed: 0 });
    await centre.advance(1200);
    await console.show('floor');
    await centre.ask('POST', 'clock', { speed: 20 });
    const slowed = page.getByRole('status').getByText('A phone needs you: 1× until you have answered');
    for (let caller = 0; caller < 10; caller += 1) {
      await page.getByRole('textbox', { name: 'From' }).fill(`+1415555015${caller}`);
      await page.getByRole('button', { name: 'Call', exact: true }).click();
      const phone = console.phone(`+1 415 555 015${caller}`);
      await phone.getByText('Hearing an offer: press a key.').waitFor();
      await slowed.waitFor();
      await phone.getByRole('button', { name: '1', exact: true }).click();
      await phone.getByText('Pressed 1').waitFor();
      await phone.getByText(/Thank you. One moment/).waitFor();
      await slowed.waitFor({ state: 'detached' });
    }
    expect(console.errors).toEqual([]);
  }, 240_000);
});
