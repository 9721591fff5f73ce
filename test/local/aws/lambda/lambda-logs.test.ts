import { afterEach, describe, expect, it } from '@jest/globals';
import { LambdaLogs } from '../../../../local/aws/lambda/lambda-logs.ts';

describe("the functions' log", () => {
  const original = process.stdout.write;
  afterEach(() => {
    process.stdout.write = original;
  });

  it('keeps what a function writes, also later in its work, and leaves all other output alone', async () => {
    const terminal: string[] = [];
    process.stdout.write = ((text: string) => terminal.push(text) > 0) as typeof process.stdout.write;
    const logs = new LambdaLogs(() => 1000);
    const release = logs.capture();
    process.stdout.write('before\n');
    await logs.during('voice', async () => {
      await Promise.resolve();
      process.stdout.write('{"route":"hold"}\nplain text\n');
    });
    release();
    logs.during('voice', () => process.stdout.write('after\n'));
    expect(terminal).toEqual(['before\n', 'after\n']);
    expect(logs.latest(10)).toEqual([
      { atMs: 1000, function: 'voice', line: { route: 'hold' } },
      { atMs: 1000, function: 'voice', line: 'plain text' },
    ]);
  });

  it('keeps five thousand lines, the latest', () => {
    const logs = new LambdaLogs(() => 0);
    for (let line = 1; line <= 5001; line += 1) logs.add('voice', `line ${line}`);
    const kept = logs.latest(9000);
    expect([kept.length, kept[0]?.line, kept.at(-1)?.line]).toEqual([5000, 'line 2', 'line 5001']);
    expect(logs.latest(1)).toHaveLength(1);
  });
});
