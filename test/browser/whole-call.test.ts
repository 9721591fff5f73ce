import { describe, expect, it } from '@jest/globals';
import { useConsole } from './support/console.ts';

describe('somebody who tries the console', () => {
  const open = useConsole();

  it('places a call, hears the quote, takes the callback and is called back to an agent', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('PUT', 'queues/support', { waitSeconds: 480, agents: 0 });
    await centre.advance(6);
    await console.show('floor');
    await page.getByText('The next caller is offered a callback.').first().waitFor();

    await page.getByRole('textbox', { name: 'From' }).fill('+1 415 555 0177');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const phone = console.phone('+1 415 555 0177');
    await phone.getByText(/about 8 minutes/).waitFor();
    await phone.getByRole('button', { name: '1', exact: true }).click();
    await console.waitsFor(phone.getByText(/We will call you back at \+14155550177/));
    await console.waitsFor(phone.getByText(/Callback at/));

    await centre.ask('PUT', 'queues/support', { waitSeconds: null, agents: 2 });
    await centre.advance(440);
    await console.waitsFor(phone.getByText(/The phone rings/), { stepSeconds: 2 });
    await console.waitsFor(phone.getByText('Called back and talking to an agent.'));
    await phone.getByRole('link', { name: 'Explain the return call' }).waitFor();
    expect(console.errors).toEqual([]);
  });

  it('finds the call explained: every webhook, the decision with its inputs, and the TwiML', async () => {
    const console = open();
    const { page } = console;
    await console.phone('+1 415 555 0177').getByRole('link', { name: 'Explain this call' }).click();
    const sequence = page.getByRole('list', { name: 'Sequence of the call' });
    await sequence.getByRole('button', { name: /decides: offer, wait 8 min/ }).click();
    await page.getByRole('region', { name: 'What was decided' }).getByText('everybody ahead').waitFor();
    expect(await sequence.getByText('incoming-call').count()).toBe(0);
    await page.getByLabel("Engineers' terms").check();
    await sequence.getByText('presses 1').waitFor();
    await sequence.getByRole('button', { name: /incoming-call: offer, wait 8 min/ }).click();
    const webhook = page.getByRole('region', { name: 'Webhook incoming-call' });
    await webhook.getByRole('definition').getByText('people-ahead').waitFor();
    await webhook.getByText('<Gather numDigits="1"').waitFor();
    await webhook.getByText('CallSid', { exact: true }).waitFor();
    await sequence.getByRole('button', { name: /transfer-result: taken/ }).click();
    await page.getByRole('region', { name: 'Webhook transfer-result' }).getByText('DialCallStatus').waitFor();
    await page.getByLabel("Engineers' terms").uncheck();
    expect(console.errors).toEqual([]);
  });

  it('finds a call again by its number and by what became of it', async () => {
    const console = open();
    const { page } = console;
    await console.show('calls');
    const list = page.getByRole('region', { name: 'Calls' });
    await page.getByRole('searchbox', { name: 'Number' }).fill('0177');
    await list.getByRole('link').getByText('Called back', { exact: true }).waitFor();
    await page.getByLabel('Show').selectOption('Hung up');
    await page.getByText('No call is like that.').waitFor();
    expect(console.errors).toEqual([]);
  });

  it('sees the same phones after a reload and in another window', async () => {
    const { page, centre } = open();
    await page.reload();
    await open().phone('+1 415 555 0177').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${centre.url}/#floor`);
    await other.getByRole('article', { name: 'Phone of +1 415 555 0177' }).waitFor();
    await other.close();
  });

  it('is told in plain words what went wrong and what to do', async () => {
    const { page } = open();
    await page.getByRole('textbox', { name: 'From' }).fill('hello');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByRole('alert').getByText('Write a number such as "+14155550123"').waitFor();
  });

  it('calls without a number and is put in the queue without an offer, as is explained', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('PUT', 'queues/support', { waitSeconds: 480, agents: 0 });
    await centre.advance(6);
    await page.getByLabel('Withhold the number').check();
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const phone = console.phone('Withheld number');
    await console.waitsFor(phone.getByText('Holding in support.'));
    await phone.getByRole('link', { name: 'Explain this call' }).click();
    await page.getByText('decides: no offer, the number is withheld, so nobody could call back').waitFor();
    await phone.getByRole('button', { name: 'Hang up' }).click();
    await phone.getByText('You have hung up.').waitFor();
  });

  it('tries a threshold live, sees it on the floor, and takes away the fragment of configuration', async () => {
    const console = open();
    const { page } = console;
    await console.show('policy/support');
    await page.getByLabel('Estimate the wait from').selectOption('average-acceptance');
    await page.getByText('"estimator": "average-acceptance"').waitFor();
    await console.show('floor');
    await page.getByRole('link', { name: 'policy overridden' }).click();
    await page.getByRole('button', { name: 'Back to the configuration' }).click();
    await page.getByText('Nothing differs from the configuration.').waitFor();
  });
});
