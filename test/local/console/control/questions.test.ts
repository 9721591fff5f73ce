import { describe, expect, it } from '@jest/globals';
import { LogsInsights } from '../../../../local/aws/logs/logs-insights.ts';
import { askLog } from '../../../../local/console/control/questions.ts';

const atMs = 1_772_452_800_000;
const line = { message: 'webhook answered', route: 'hold', callSid: 'CA1' };
const insights = new LogsInsights({ latest: () => [{ atMs, function: 'voice', line }] });

describe('a question to the log of the local contact centre', () => {
  it('about one call is refused without a CallSid, and answered with one', () => {
    expect(() => askLog({ insights }, 'one-call', undefined)).toThrow(/^"one-call" is asked of one call/);
    expect(askLog({ insights }, 'one-call', 'CA1')).toMatch(/^\{.*"route":"hold".*\}\n$/);
    expect(askLog({ insights }, 'one-call', 'CA2')).toBe('');
  });

  it('about all calls needs none; one that nobody has saved is refused with the names of those that are', () => {
    expect(askLog({ insights }, 'latest-calls', undefined)).toBe('');
    expect(() => askLog({ insights }, 'who-called', undefined)).toThrow(/^There is no query "who-called"/);
  });
});
