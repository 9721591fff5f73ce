import { describe, expect, it } from '@jest/globals';
import type { QueueState } from '../../lambdas/domain/queue-snapshot.ts';
import { callbackRecord, configuration, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

const CALL = 'CA00000000000000000000000000000001';

type Event = Parameters<typeof signedEvent>;

/** What a caller gets, and what is counted; with `breaks`, when the table is gone. */
async function gets([name, options]: Event, given: { state?: QueueState; breaks?: boolean; accepted?: boolean } = {}) {
  const { table, queueStates, callbacks } = memoryTable();
  table.state = given.state ?? { snapshot: snapshot(400) };
  table.isDown = given.breaks ?? false;
  const record = callbackRecord({ callSid: CALL, status: 'requested' });
  if (given.accepted) table.records.set(`${record.caller} support`, record);
  const log = logKeeper();
  const all = services({ configuration: configuration({ taskTimeoutSeconds: 7200 }), queueStates, callbacks });
  const { body } = await serviceHandler(all, log.write)(signedEvent(name, options), lambdaContext());
  return { body: String(body), counted: log.counted(), table };
}

describe('into the queue', () => {
  it('a caller goes with a task that ends, and with a way on when the queue ends', async () => {
    const { body } = await gets(['offer-reply', { form: { Digits: '2' } }]);
    expect(body).toMatch(/<Task priority="0" timeout="7200">/);
    expect(body).toMatch(/<Enqueue [^>]*action="[^"]*\/left-queue/);
    expect(body).toMatch(/<Enqueue [^>]*waitUrl="[^"]*\/hold/);
  });

  it('a caller whom Mindful did not take goes without another offer, also if the table is gone', async () => {
    const busy: Event = ['transfer-result', { form: { DialCallStatus: 'busy', CallStatus: 'in-progress' } }];
    for (const breaks of [false, true]) expect((await gets(busy, { breaks })).body).toMatch(/hold\?offers=none/);
  });

  it('a caller whose hold broke twice gets Twilio’s own music', async () => {
    const breaks = (tries: number): Event => [
      'left-queue',
      { form: { QueueResult: 'error' }, query: `tries=${tries}` },
    ];
    expect((await gets(breaks(0))).body).toMatch(/waitUrl/);
    expect((await gets(breaks(1))).body).not.toMatch(/waitUrl/);
    expect((await gets(breaks(1), { breaks: true })).body).not.toMatch(/waitUrl/);
  });

  it('a caller who fell out of it gets no offer who had none to expect', async () => {
    const fellOut = (query: string): Event => ['left-queue', { form: { QueueResult: 'system-error' }, query }];
    expect((await gets(fellOut('offers=none'))).body).toMatch(/hold\?offers=none/);
    expect((await gets(fellOut('tries=1'))).body).not.toMatch(/offers=none/);
  });

  it('a caller is tried fifteen times, after pauses of two seconds and more, and no sixteenth time', async () => {
    const again = (tries: number): Event => [
      'left-queue',
      { form: { QueueResult: 'system-error' }, query: `tries=${tries}` },
    ];
    expect((await gets(['left-queue', { form: { QueueResult: 'system-error' } }])).body).toMatch(
      /<Pause length="2"\/>/,
    );
    expect((await gets(again(1))).body).toMatch(/<Pause length="4"\/>/);
    expect((await gets(again(14))).body).toMatch(/<Enqueue/);
    const turnedAway = await gets(again(15));
    expect(turnedAway.body).not.toMatch(/<Enqueue/);
    expect(turnedAway.counted).toEqual(['TurnedAway']);
  });

  it('nobody who has spoken with an agent goes again', async () => {
    for (const QueueResult of ['bridged', 'hangup', 'redirected'])
      expect((await gets(['left-queue', { form: { QueueResult } }])).body).not.toMatch(/<Enqueue/);
  });
});

describe('to Mindful', () => {
  const left: Event = ['left-queue', { form: { QueueResult: 'leave' } }];

  it('goes who left the queue for a callback accepted in this very call, and nobody else', async () => {
    const { body } = await gets(left, { accepted: true });
    expect(body).toMatch(/<Dial [^>]*action="[^"]*\/transfer-result[^>]*referUrl="[^"]*\/transfer-refer/);
    expect(body).toMatch(/<Sip [^>]*statusCallback="[^"]*\/transfer-progress/);
    expect((await gets(left)).body).not.toMatch(/<Dial/);
  });

  it('a caller goes by a leg that ends as soon as Mindful hands the caller back, and that rings no longer than twenty seconds', async () => {
    const { body } = await gets(left, { accepted: true });
    expect(body).not.toMatch(/answerOnBridge/);
    expect(body).toMatch(/<Dial [^>]*timeout="20"/);
  });
});

describe('the offer', () => {
  it('takes one key, also "#", and falls through into the queue', async () => {
    const { body, counted } = await gets(['incoming-call']);
    expect(body).toMatch(/<Gather [^>]*numDigits="1"[^>]*finishOnKey=""/);
    expect(body).toMatch(/<\/Gather><Enqueue/);
    expect(counted).toEqual(['CallArrived', 'OfferMade']);
  });

  it('is accepted before anything else happens, and by the key 1 alone', async () => {
    const accepted = await gets(['offer-reply', { form: { Digits: '1' }, query: 'wait=400' }]);
    expect(accepted.body).toMatch(/<Dial/);
    expect([...accepted.table.records.values()]).toMatchObject([
      { callSid: CALL, quotedWaitSeconds: 400, acceptedAtMs: NOON_MS },
    ]);
    expect((await gets(['offer-reply', { form: { Digits: '2' } }])).table.records.size).toBe(0);
  });

  it('is not made a third time to a caller who presses wrong keys', async () => {
    expect((await gets(['offer-reply', { form: { Digits: '7' }, query: 'wait=400' }])).body).toMatch(/<Gather/);
    expect((await gets(['offer-reply', { form: { Digits: '7' }, query: 'wait=400&attempt=2' }])).body).not.toMatch(
      /<Gather/,
    );
  });

  it('on hold comes when it is due, and music follows', async () => {
    const heldSince = (seconds: number): Event => ['hold', { query: `greeted=1&since=${NOON_MS / 1000 - seconds}` }];
    expect((await gets(heldSince(119))).body).not.toMatch(/press 1/);
    expect((await gets(heldSince(121))).body).toMatch(/press 1/);
    expect((await gets(heldSince(121))).body).toMatch(/<Play>[^<]*<\/Play><Pause length="1"\/><Redirect>/);
  });
});
