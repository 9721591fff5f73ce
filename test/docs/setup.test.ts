import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { acknowledgedFindings } from '../../lib/acknowledged-findings.ts';
import { setupCommands } from '../deploy/setup-commands.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(PROJECT, 'docs/setup.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(resolve(PROJECT, 'package.json'), 'utf8'));

describe('docs/setup.md', () => {
  it.each(setupCommands().filter((command) => command.startsWith('npm run')))(
    'names a script that exists: %s',
    (command) => expect(Object.keys(scripts)).toContain(command.split(' ')[2]),
  );

  it('leads from nothing to a stage that is checked, mended and taken back', () =>
    expect(setupCommands().map((command) => command.split(' ').slice(0, 3).join(' '))).toEqual([
      ...['npm ci', 'npm run twilio:plan', 'npm run doctor', 'cp config/example.json config/prod.json'],
      ...['npm run secret', 'npm run twilio:plan', 'npx cdk bootstrap', 'npx cdk deploy', 'npm run doctor'],
      ...['npm run sentences', 'npm run studio', 'npm run twilio:apply', 'npx cdk destroy'],
    ]));

  it.each(acknowledgedFindings)('lists the accepted finding $id of $construct', ({ construct, id }) =>
    expect(page).toContain(`| ${construct} | ${id} (`),
  );
});
