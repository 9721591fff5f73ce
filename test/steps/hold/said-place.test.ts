import { describe, expect, it } from '@jest/globals';
import { configuration, NOON_MS, snapshot } from '../../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../../support/fakes.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { serviceHandler } from '../../support/service.ts';
import { signedEvent } from '../../support/signed-event.ts';

const CALL = 'CA00000000000000000000000000000001';
const since = Math.floor(NOON_MS / 1000) - 60;

/** What a caller with so many ahead hears on hold. */
async function heard(ahead: number, query: string, { sayPlace = true, sampledAtMs = NOON_MS } = {}) {
  const { callbacks, queueStates, table } = memoryTable();
  const calls = [...Array.from({ length: ahead }, (_, index) => `CA-${index}`), CALL];
  table.state = { snapshot: snapshot(10, { line: { calls, atHome: [] }, sampledAtMs }) };
  const all = services({ configuration: configuration({ sayPlace }), callbacks, queueStates });
  const handler = serviceHandler(all, logKeeper().write);
  const event = signedEvent('hold', { query: `since=${since}&greeted=1${query}` });
  const body = String((await handler(event, lambdaContext())).body);
  const [, place] = /You are number (\d+) in line\./.exec(body) ?? [];
  const [, handedOn] = /[?;]place=(\d+)/.exec(body) ?? [];
  return { place, handedOn };
}

describe('the place of a caller on hold', () => {
  it.each([
    ['is said where none was', 4, '', { place: '5', handedOn: '5' }],
    ['is said where it has come down', 2, '&place=5', { place: '3', handedOn: '3' }],
    ['is not said again where it is the same', 4, '&place=5', { handedOn: '5' }],
    ['is not said where it has gone up, and the lower one is remembered', 5, '&place=5', { handedOn: '5' }],
    ['is never said to who came back into the queue', 0, '&place=0', { handedOn: '0' }],
  ])('%s', async (_, ahead, query, expected) => expect(await heard(ahead, query)).toEqual(expected));

  it('is not said any more to who is queued again', async () => {
    const { callbacks, queueStates } = memoryTable();
    const all = services({ configuration: configuration({ sayPlace: true }), callbacks, queueStates });
    const handler = serviceHandler(all, logKeeper().write);
    const ask = async (form: Record<string, string>, query: string) =>
      String((await handler(signedEvent('left-queue', { form, query }), lambdaContext())).body);
    expect(await ask({ QueueResult: 'leave', QueueTime: '600' }, '')).toMatch(/hold\?again=1[^"]*;place=0[#"]/);
    expect(await ask({ QueueResult: 'error', QueueTime: '0' }, '')).toMatch(/hold\?place=0[#"]/);
  });

  it('is not said where the policy does not say so, or nobody has looked lately', async () => {
    expect(await heard(2, '', { sayPlace: false })).toEqual({});
    expect(await heard(2, '', { sampledAtMs: NOON_MS - 181_000 })).toEqual({});
  });
});
