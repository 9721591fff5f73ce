import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import type { RouteName } from '../../lambdas/routes.ts';
import { callbackRecord, phoneNumber, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { serviceHandler } from '../support/service.ts';
import { type EventOptions, signedEvent } from '../support/signed-event.ts';

const another = phoneNumber('+14155557001');

function configurationWith(policy: object) {
  const written = queueWithMindful({ policy });
  const queues = written.queues.map((queue) => ({ ...queue, callableCountries: ['US'] }));
  const reading = checkConfiguration({ ...written, queues });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** What is answered where the policy lets callers key a number in, and the wait is long. */
async function answers(
  name: RouteName,
  options: EventOptions,
  { policy = { anotherNumber: 'everybody' }, prepare = () => {} }: Given = {},
) {
  const memory = memoryTable();
  memory.table.state = { snapshot: snapshot(600, { mindful: { kind: 'offering', widgetState: 'open' } }) };
  prepare(memory);
  const log = logKeeper();
  const all = services({ configuration: configurationWith(policy), ...memory });
  const { body } = await serviceHandler(all, log.write)(signedEvent(name, options), lambdaContext());
  return { body: String(body), records: [...memory.table.records.values()], lines: log.lines };
}

interface Given {
  policy?: object;
  prepare?: (memory: ReturnType<typeof memoryTable>) => void;
}

const yes = { form: { Digits: '1' }, query: 'wait=600&number=14155557001' };
const CALL = 'CA00000000000000000000000000000001';

describe('a confirmed number', () => {
  it('goes to Mindful in the header, as the caller ID and in every URL that follows', async () => {
    const { body, records } = await answers('confirm-number', yes);
    expect(records).toMatchObject([{ caller: another, status: 'requested' }]);
    expect(body).toMatch(/callerId="\+14155557001"/);
    expect(body).toMatch(/x-user-to-user=%2B14155557001/);
    expect(body.match(/(transfer-result|transfer-refer|transfer-progress)\?[^"#]*number=14155557001/g)).toHaveLength(3);
  });

  it("goes to Mindful's API", async () => {
    const policy = { anotherNumber: 'everybody', registerBy: 'api' };
    const { body } = await answers('confirm-number', yes, { policy });
    expect(body).toMatch(/\/register\?since=\d+&amp;number=14155557001#/);
  });

  it('is on hold left for by way of left-queue, which finds it by the call', async () => {
    const { body } = await answers('hold-confirm-number', {
      form: yes.form,
      query: 'since=1772452800&number=14155557001',
    });
    expect(body).toContain('<Leave/>');
    const prepare: Given['prepare'] = ({ table }) => {
      table.keyedNumbers.set(CALL, another);
      table.records.set(`${another} support`, callbackRecord({ caller: another, callSid: CALL, status: 'requested' }));
    };
    const left = await answers('left-queue', { form: { QueueResult: 'leave', QueueTime: '60' } }, { prepare });
    expect(left.body).toMatch(/callerId="\+14155557001"/);
  });

  it('is void when its caller hangs up first', async () => {
    const prepare: Given['prepare'] = ({ table }) => {
      table.keyedNumbers.set(CALL, another);
      table.records.set(`${another} support`, callbackRecord({ caller: another, callSid: CALL, status: 'requested' }));
    };
    const { records } = await answers('call-ended', { form: { CallStatus: 'completed' } }, { prepare });
    expect(records).toMatchObject([{ caller: another, status: 'cancelled' }]);
  });

  it.each([
    [
      'the call has another',
      ({ table }) => table.keyedNumbers.set(CALL, phoneNumber('+14155557002')),
      /no more callbacks/,
    ],
    [
      'somebody waits for a call on it, of which the caller hears nothing',
      ({ table }) => table.records.set(`${another} support`, callbackRecord({ caller: another, callSid: 'CA-other' })),
      /we cannot call this number back/,
    ],
    ['the table is down', ({ table }) => Object.assign(table, { isDown: true }), /^(?!.*call you back)/],
  ] as [string, NonNullable<Given['prepare']>, RegExp][])('is not taken where %s', async (_, prepare, sentence) => {
    const { body, records } = await answers('confirm-number', yes, { prepare });
    expect(body).toMatch(sentence);
    expect(body).toMatch(/<Enqueue/);
    expect(body).not.toMatch(/<Dial|already arranged/);
    expect(records.filter(({ callSid }) => callSid === CALL)).toEqual([]);
    const onHold = await answers('hold-confirm-number', { ...yes, query: 'since=1&number=14155557001' }, { prepare });
    expect(onHold.body).toMatch(/<Redirect>[^<]*\/hold\?/);
    expect(onHold.body).not.toMatch(/<Leave|<Enqueue/);
  });

  it.each(['key-number', 'confirm-number'] as const)('is not taken once the policy is back: %s', async (name) => {
    const { body, records } = await answers(name, { ...yes, query: 'wait=600' }, { policy: {} });
    expect(body).toMatch(/<Enqueue/);
    expect(body).not.toMatch(/<Gather|<Dial/);
    expect(records).toEqual([]);
  });
});

describe('a Studio flow', () => {
  const asks = async (From: string, policy?: object) =>
    JSON.parse((await answers('wait-time', { form: { From } }, policy ? { policy } : {})).body);

  it('leads whoever may choose to either URL, and whoever has no number to the question for one', async () => {
    const own = await asks('+14155551234');
    expect(own.transferUrl).toMatch(/\/transfer\?wait=600/);
    expect(own.anotherNumberUrl).toMatch(/\/key-number\?wait=600/);
    expect(own.question).toMatch(/on another number, press 3\.$/);
    const withheld = await asks('anonymous');
    expect(withheld).toMatchObject({ offer: true, decision: 'ask' });
    expect(withheld.transferUrl).toMatch(/\/key-number\?wait=600/);
    expect(withheld.question).not.toMatch(/press 3/);
  });

  it('knows of no other number where nobody may key one in', async () => {
    expect(await asks('+14155551234', {})).not.toHaveProperty('anotherNumberUrl');
    expect(await asks('anonymous', {})).toMatchObject({ offer: false, because: 'caller-withheld' });
  });

  it('that did not say who calls leads a caller with a number to Mindful all the same', async () => {
    const { body } = await answers('key-number', { query: 'wait=600' }, { policy: { anotherNumber: 'withheld' } });
    expect(body).toMatch(/<Redirect>[^<]*\/transfer\?wait=600/);
    const withheld = { form: { From: 'anonymous' }, query: 'wait=600' };
    expect((await answers('key-number', withheld, { policy: { anotherNumber: 'withheld' } })).body).toMatch(
      /<Gather.*enter the number/,
    );
  });
});
