import { describe, expect, it } from '@jest/globals';
import { readStartCommandLine, usage } from '../../local/command-line.ts';
import { defaultAuthToken } from '../../local/contact-centre.ts';

describe('the command line', () => {
  it('has a default for every flag', () => {
    expect(readStartCommandLine([])).toEqual({
      kind: 'start',
      settings: { port: 3000, speed: 1, configFile: 'config/example.json', authToken: defaultAuthToken, watch: false },
    });
  });

  it.each([
    [['--watch'], { watch: true }],
    [['--port', '0'], { port: 0 }],
    [['--port', '65535'], { port: 65_535 }],
    [['--speed', '0'], { speed: 0 }],
    [['--speed', '0.5'], { speed: 0.5 }],
    [['--speed', '1000'], { speed: 1000 }],
    [['--config', 'config/production.json'], { configFile: 'config/production.json' }],
    [['--auth-token', 'sixteen-letters!'], { authToken: 'sixteen-letters!' }],
    [['--log', 'local.log'], { logFile: 'local.log' }],
  ])('takes %j', (args, settings) => {
    expect(readStartCommandLine(args)).toMatchObject({ kind: 'start', settings });
  });

  it.each([
    [['--port', '65536'], '--port 65536: write a whole number from 0 to 65535.'],
    [['--port', '3e3'], '--port 3e3: write a whole number from 0 to 65535.'],
    [['--port='], '--port : write a whole number from 0 to 65535.'],
    [['--speed', '1000.1'], '--speed 1000.1: write a number from 0 to 1000.'],
    [['--speed=-1'], '--speed -1: write a number from 0 to 1000.'],
    [['--speed', 'fast'], '--speed fast: write a number from 0 to 1000.'],
    [['--auth-token', 'fifteen-letters'], '--auth-token: write at least 16 characters.'],
    [['--prot', '1'], expect.stringMatching(/--prot.*See npm start -- --help\.$/)],
    [['4000'], expect.stringMatching(/4000.*See npm start -- --help\.$/)],
  ])('refuses %j and says why', (args, problem) => {
    expect(readStartCommandLine(args)).toEqual({ kind: 'wrong', problem });
  });

  it('explains itself', () => {
    expect(readStartCommandLine(['--help', '--port', '1'])).toEqual({ kind: 'help' });
    for (const flag of ['--port', '--speed', '--config', '--auth-token', '--log']) expect(usage).toContain(flag);
  });
});
