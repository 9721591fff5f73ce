import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const script = resolve(import.meta.dirname, '../../bin/check-node.cjs');

/** What somebody reads at the end of `npm ci` on that Node. */
function saidOn(version: string) {
  const code = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); require('${script}')`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', code], { encoding: 'utf8' });
  return { status, said: stderr, output: stdout };
}

const oneLine = (text: RegExp) => expect.stringMatching(new RegExp(`^[^\\n]*${text.source}[^\\n]*\\n$`));

describe('npm ci', () => {
  it.each(['18.20.8', '20.19.6'])('ends in one line on Node %s, which is too old', (version) =>
    expect(saidOn(version)).toEqual({ status: 1, output: '', said: oneLine(/is too old: install 20\.20 or newer/) }),
  );

  it("says in one line on Node 20.20 what npm's warnings mean", () =>
    expect(saidOn('20.20.0')).toEqual({ status: 0, output: '', said: oneLine(/Node 20\.20\.0 is enough/) }));

  it.each(['22.0.0', '24.1.0'])('has nothing to say on Node %s', (version) =>
    expect(saidOn(version)).toEqual({ status: 0, output: '', said: '' }),
  );
});
