import { describe, expect, it } from '@jest/globals';
import { signedEvent } from '../support/signed-event.ts';
import { phoneCall } from '../support/twilio-forms.ts';
import { answerTo, worlds } from '../support/written.ts';

const [accepted] = worlds;
if (!accepted) throw new Error('no world');

/** The caller said yes in this call, and Twilio reports something. */
const ask = (route: 'transfer-result' | 'left-queue' | 'transfer-refer', form: Record<string, string>) =>
  answerTo(signedEvent(route, { form: { ...phoneCall, ...form } }), accepted);

describe('a caller whose transfer ended in a way that Twilio has a new word for', () => {
  it.each<Record<string, string>>([
    { DialCallStatus: 'call_rejected', DialCallDuration: '60' },
    { DialCallStatus: 'Busy' },
    { DialCallStatus: 'completed' },
    { DialCallStatus: 'busy', CallStatus: 'paused' },
    {},
  ])('%j is back in the queue, and the callback stands: Mindful may have taken it', async (form) => {
    const { body, writes } = await ask('transfer-result', form);
    expect(body).toMatch(/could not arrange a callback.*<Enqueue/s);
    expect(writes).toEqual([]);
  });

  it('is told from one whom Mindful did not take', async () => {
    const { body, writes } = await ask('transfer-result', { DialCallStatus: 'busy' });
    expect(body).toContain('<Enqueue');
    expect(writes.join()).toContain('"refused"');
  });
});

describe('a caller who is out of the queue for a reason that Twilio has a new word for', () => {
  it.each(['agent-timeout', 'Agent Timeout', ''])('"%s" is put back into it', async (QueueResult) =>
    expect((await ask('left-queue', { QueueResult })).body).toContain('<Enqueue'),
  );

  it('is told from one who has had an agent', async () =>
    expect((await ask('left-queue', { QueueResult: 'bridged' })).body).toMatch(/<Response\/>/));
});

describe('a caller whom Mindful hands on without saying where to', () => {
  it('is put into the queue, and the callback stands', async () => {
    const { body, writes } = await ask('transfer-refer', {});
    expect(body).toContain('<Enqueue');
    expect(writes).toEqual([]);
  });
});
