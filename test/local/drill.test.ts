import { describe, expect, it } from '@jest/globals';
import { drillNames, readDrillCommandLine } from '../../local/drill/command-line.ts';

const problemOf = (...args: string[]) => {
  const line = readDrillCommandLine(args);
  return line.kind === 'wrong' ? line.problem : line.kind;
};

describe('npm run drill', () => {
  it.each([
    [[], /^Which fault\? Write its name, or "lot"\. See npm run drill -- --help\.$/],
    [['dynamodb-dwn'], /^There is no fault "dynamodb-dwn"\. See/],
    [['busy', 'forgets'], /^One fault at a time/],
    [['busy', '--colour', 'red'], /^Unknown option '--colour'/],
    [['busy', '--port', 'x'], /^--port x: write a whole number/],
  ] as const)('refuses %j in one line', (args, line) => {
    expect(problemOf(...args)).toMatch(line);
    expect(problemOf(...args)).not.toContain('\n');
  });

  it('takes every fault, every behaviour of Mindful, and one that is drawn by lot', () => {
    for (const name of drillNames) expect(readDrillCommandLine([name])).toMatchObject({ drill: { name, port: 3000 } });
    expect(drillNames).toEqual(expect.arrayContaining(['dynamodb-down', 'busy', 'forgets']));
    expect(readDrillCommandLine(['lot'], () => 0)).toMatchObject({ drill: { name: drillNames[0] } });
    expect(readDrillCommandLine(['lot'], () => 0.9999)).toMatchObject({ drill: { name: drillNames.at(-1) } });
  });
});
