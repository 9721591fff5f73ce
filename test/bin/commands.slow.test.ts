import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { localOption, readCommandLine, stageOption } from '../../bin/command/command-line.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { runCommand } from '../support/run-command.ts';
import { startSecretsEndpoint } from '../support/secrets-endpoint.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const account = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', TWILIO_AUTH_TOKEN: TOKEN };
/** Nothing listens on port 1. */
const noNetwork = { ...account, AWS_ENDPOINT_URL: 'http://127.0.0.1:1', TWILIO_ENDPOINT_URL: 'http://127.0.0.1:1' };

const commands: { script: string; words: string[] }[] = [
  { script: 'doctor', words: [] },
  { script: 'operator', words: ['show', 'support'] },
  { script: 'report', words: ['--month', '2026-11'] },
  { script: 'secret', words: [] },
  { script: 'studio', words: [] },
  { script: 'twilio:apply', words: [] },
  { script: 'twilio:plan', words: [] },
];

const oneLine = (text: RegExp) => expect.stringMatching(new RegExp(`^[^\\n]*${text.source}[^\\n]*\\n$`));

describe.each(commands)('npm run $script', ({ script, words }) => {
  it('explains itself', async () => {
    const { status, output, errors } = await runCommand(script, ['--help']);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toMatch(new RegExp(`^  npm run ${script} -- .*--stage NAME$`, 'm'));
    expect(output).toMatch(/^ {2}--help +shows this text$/m);
  });

  it('does not guess the stage', async () =>
    expect(await runCommand(script, words, noNetwork)).toEqual({
      status: 1,
      output: '',
      errors: oneLine(/Which stage\? Write --stage NAME; there are configurations for .*example/),
    }));

  it('refuses a stage that has no configuration', async () =>
    expect(await runCommand(script, [...words, '--stage', 'prdo'], noNetwork)).toEqual({
      status: 1,
      output: '',
      errors: oneLine(/config\/prdo\.json cannot be read: copy config\/example\.json there/),
    }));

  it('says what to do without AWS credentials', async () =>
    expect(await runCommand(script, [...words, '--stage', 'example'])).toEqual({
      status: 1,
      output: '',
      errors: oneLine(/There are no AWS credentials here .*: sign in/),
    }));

  it('says what to do without a network', async () =>
    expect(await runCommand(script, [...words, '--stage', 'example'], noNetwork)).toEqual({
      status: 1,
      output: '',
      errors: oneLine(/AWS does not answer .*: check the network and AWS_REGION/),
    }));
});

describe('a command', () => {
  const definition = { script: 'doctor', summary: '', options: { stage: stageOption, local: localOption } };
  const read = (line: string) => readCommandLine(definition, line.split(' '));

  it.each([
    [
      '--stage prod --colour red',
      /^There is no option --colour: write --stage, --local, --help\. See npm run doctor -- /,
    ],
    ['--stage prod -x', /^There is no option -x:/],
    ['--stage', /^--stage needs a value: write --stage NAME\./],
    ['--stage --local', /^--stage needs a value/],
    ['--local=yes', /^--local takes no value/],
    ['--constructor', /^There is no option --constructor:/],
    ['--stage ../prod', /^--stage \.\.\/prod: write a lower-case letter/],
    ['--stage=', /^--stage : write a lower-case letter/],
    ['prod --local', /^"prod" is not expected here: npm passes options on only after a "--"/],
  ])('refuses "%s" in one line', (line, problem) => expect(() => read(line)).toThrow(problem));

  it('takes the stage, and needs none on this machine', () => {
    expect(read('--stage prod')).toMatchObject({ stage: 'prod', options: {}, words: [] });
    expect(read('--local')).toMatchObject({ stage: 'example', options: { local: true } });
    expect(read('--local --stage=prod')).toMatchObject({ stage: 'prod', options: { local: true } });
  });

  it('ends when AWS takes the request and never answers', async () => {
    const silent = createServer(() => undefined);
    const port = await listen(silent);
    const outcome = await runCommand('twilio:plan', ['--stage', 'example'], {
      ...account,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    });
    await close(silent);
    expect(outcome).toEqual({ status: 1, output: '', errors: oneLine(/AWS does not answer/) });
  }, 30_000);

  it.each(['twilio:plan', 'studio'])('says what to do when Twilio is out of reach: %s', async (script) => {
    const aws = await startSecretsEndpoint();
    aws.stored.set('callback/example/twilio', JSON.stringify({ authToken: TOKEN }));
    const outcome = await runCommand(script, ['--stage', 'example'], { ...noNetwork, AWS_ENDPOINT_URL: aws.origin });
    await aws.stop();
    expect(outcome).toEqual({
      status: 1,
      output: '',
      errors: oneLine(/Twilio did not answer .*: see status\.twilio\.com/),
    });
  });

  it.each([
    [{}, /No AWS region is set/],
    [{ AWS_REGION: 'us-east-1', ...account, AWS_ENDPOINT_URL: 'http://nowhere.invalid' }, /AWS does not answer/],
  ])('says what is missing: %j', async (environment, line) => {
    const outcome = await runCommand('doctor', ['--stage', 'example'], { AWS_REGION: undefined, ...environment });
    expect(outcome).toEqual({ status: 1, output: '', errors: oneLine(line) });
  });
});
