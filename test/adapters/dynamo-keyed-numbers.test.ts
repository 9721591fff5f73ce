import { expect, it } from '@jest/globals';
import { DynamoKeyedNumbers } from '../../lambdas/adapters/dynamo-keyed-numbers.ts';
import { alice, bob, NOON_MS, phoneNumber } from '../support/builders.ts';
import { scan, TABLE, useTable } from '../support/table.ts';

const table = useTable();
const keyed = () => new DynamoKeyedNumbers(table.client, TABLE);
const DAY_MS = 24 * 60 * 60_000;
let calls = 0;
const newCall = () => {
  calls += 1;
  return `CA${calls}`;
};
const numberNamed = (digit: number) => phoneNumber(`+1415555777${digit}`);

it('one number a call, however often it is claimed', async () => {
  const call = { callSid: newCall(), caller: undefined };
  expect(await keyed().ofCall(call.callSid)).toBeUndefined();
  expect(await keyed().claim({ ...call, number: alice }, NOON_MS)).toBe('claimed');
  expect(await keyed().claim({ ...call, number: alice }, NOON_MS)).toBe('claimed');
  expect(await keyed().claim({ ...call, number: bob }, NOON_MS)).toBe('call');
  expect(await keyed().ofCall(call.callSid)).toBe(alice);
});

it('three calls a day of a caller, each counted once', async () => {
  const claims = [];
  for (const digit of [1, 2, 3, 4]) {
    const claim = { callSid: newCall(), caller: bob, number: numberNamed(digit) };
    claims.push(await keyed().claim(claim, NOON_MS), await keyed().claim(claim, NOON_MS));
  }
  expect(claims).toEqual([...Array(6).fill('claimed'), 'caller', 'caller']);
  const tomorrow = { callSid: newCall(), caller: bob, number: numberNamed(5) };
  expect(await keyed().claim(tomorrow, NOON_MS + DAY_MS)).toBe('claimed');
});

it('three calls a day to a number, whoever keys it in, also with the number withheld', async () => {
  const number = numberNamed(6);
  const callers = [undefined, phoneNumber('+14155558881'), undefined, undefined, phoneNumber('+14155558882')];
  const claims = [];
  for (const caller of callers) claims.push(await keyed().claim({ callSid: newCall(), caller, number }, NOON_MS));
  expect(claims).toEqual(['claimed', 'claimed', 'claimed', 'number', 'number']);
});

it('is forgotten after a day at most', async () => {
  const items = (await scan(table.client)).filter(({ pk }) => pk?.S?.startsWith('keyed-number#'));
  expect(items.length).toBeGreaterThan(10);
  for (const { ttl } of items) expect(Number(ttl?.N)).toBeLessThanOrEqual((NOON_MS + 2 * DAY_MS) / 1000);
});
