import { describe, expect, it } from '@jest/globals';
import { type CallColumns, guessColumns } from '../../local/console/own-calls/column-guess.ts';
import { readCalls, tableOf } from '../../local/console/own-calls/read-calls.ts';
import { staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { offers: 'off' } });

/** In the local contact centre. */
const WRAP_UP_SECONDS = 5;
const COLUMNS = ['callSid', 'queue', 'endOfWait', 'waitSeconds', 'gaveUpAfter', 'completed', 'handledSeconds'];

/** The answer of the saved query, as CloudWatch exports it. */
function exported(): string {
  const rows = centre().insights.ask('past-calls') ?? [];
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name] ?? ''))].join('\n');
}

const answeredAtMs = ({ record }: Phone) =>
  record.transcript.find(({ kind, text }) => kind === 'connected' && text.startsWith('Agent'))?.atMs ?? Number.NaN;

describe('calls of the past, from the log', () => {
  it('are each one row with its wait and its handle time, also where a webhook came twice', async () => {
    centre().faults.set('webhook-repeat', true);
    const gaveUp = await Phone.dial(centre());
    await gaveUp.isPutInTheQueue();
    await gaveUp.waits(40);
    await gaveUp.hangsUp();
    const served = await Phone.dial(centre());
    await served.isPutInTheQueue();
    await served.waits(50);
    await staff(centre(), 1);
    await served.isOver();
    centre().faults.set('webhook-repeat', false);
    const talking = await Phone.dial(centre());
    await talking.waits(20);
    const csv = exported();
    const { calls, problems, timeIs } = readCalls(tableOf(csv), {
      columns: guessColumns(COLUMNS) as CallColumns,
      timeZone: 'UTC',
    });
    expect({ problems, timeIs }).toEqual({ problems: [], timeIs: 'end-of-wait' });
    const talkedSeconds = ((served.record.endedAtMs ?? 0) - answeredAtMs(served)) / 1000;
    expect(calls).toEqual([
      { atMs: expect.closeTo(gaveUp.record.startedAtMs, -4), waitSeconds: 40, abandoned: true },
      {
        atMs: expect.closeTo(served.record.startedAtMs, -4),
        waitSeconds: 53,
        abandoned: false,
        handleSeconds: Math.round(talkedSeconds) + WRAP_UP_SECONDS,
      },
      { atMs: expect.closeTo(talking.record.startedAtMs, -4), waitSeconds: WRAP_UP_SECONDS + 3, abandoned: false },
    ]);
    expect(csv).not.toContain('1415');
  });
});
