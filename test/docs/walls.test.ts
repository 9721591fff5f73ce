import { readdirSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Import, importsOf, isAllowed, readImportTable, rowOf, type Wall } from './import-table.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const table = readImportTable(readFileSync(resolve(PROJECT, 'docs/architecture.md'), 'utf8'), 'Where things are');

const files = ['lambdas', 'lib', 'bin', 'config', 'local', 'bench'].flatMap((folder) =>
  readdirSync(resolve(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|js|mjs|cjs)$/.test(file))
    .map((file) => `${folder}/${file}`),
);
const imports = files.flatMap((file) => importsOf(file, readFileSync(resolve(PROJECT, file), 'utf8')));

const refused = (some: readonly Import[], walls: readonly Wall[] = table) =>
  some
    .filter((one) => !isAllowed(walls, one))
    .map(({ from, to, typesOnly }) => `${from} -> ${typesOnly ? 'types of ' : ''}${to}`);

/** The table with one entry less in one row. */
function without(wall: Wall, entry: string): Wall[] {
  const rest = (entries: readonly string[]) => entries.filter((other) => other !== entry);
  const narrower = { ...wall, mayImport: rest(wall.mayImport), typesOf: rest(wall.typesOf) };
  return table.map((other) => (other === wall ? narrower : other));
}

/** Every way to write an import of `to` in `from`. */
function statements(from: string, to: string): string[] {
  const isFile = files.includes(to);
  const name = isFile ? posix.relative(posix.dirname(from), to).replace(/^(?!\.)/, './') : to;
  return [
    `import { x } from '${name}';`,
    `import {\n  x,\n  type Y,\n} from '${name}';`,
    `import x, * as y from '${name}';`,
    `import type { X } from '${name}';`,
    `import '${name}';`,
    `export * from '${name}';`,
    `export type { X } from '${name}';`,
    `const { x } = await import('${name}');`,
    `let x: import('${name}').X;`,
    `const x = require('${name}');`,
  ];
}

describe('the table "Where things are" in docs/architecture.md', () => {
  it('has a row for every file', () => {
    expect(files.filter((file) => !rowOf(table, file))).toEqual([]);
  });

  it('allows every import that there is', () => {
    expect(refused(imports)).toEqual([]);
  });

  it('allows nothing that no file imports', () => {
    const entries = table.flatMap((wall) => [...wall.mayImport, ...wall.typesOf].map((entry) => ({ wall, entry })));
    const idle = entries.filter(({ wall, entry }) => {
      const own = imports.filter(({ from }) => rowOf(table, from)?.wall === wall);
      return refused(own, without(wall, entry)).length === refused(own).length;
    });
    expect(idle.map(({ wall, entry }) => `${wall.folders[0]} -> ${entry}`)).toEqual([]);
  });

  it('has no row for what is not there', () => {
    const missing = (folder: string) => !files.some((file) => file.startsWith(folder));
    expect(table.flatMap(({ folders }) => folders).filter(missing)).toEqual([]);
  });
});

describe('a wall', () => {
  it.each([
    ['TwiML', 'the metrics', 'lambdas/twiml/offer.ts', 'lambdas/log/metric-catalogue.ts'],
    ['provisioning', 'the steps', 'lambdas/provisioning/plan.ts', 'lambdas/steps/hold/hold.ts'],
    ['the doctor', 'the steps', 'bin/doctor/facts.ts', 'lambdas/steps/hold/hold.ts'],
    ['the infrastructure', 'the sampler', 'lib/callback-stack.ts', 'lambdas/sampling/sample-queue.ts'],
    ['the infrastructure', 'the safe answers', 'lib/webhook-api.ts', 'lambdas/steps/safe-answers.ts'],
    ['the domain', 'the TwiML', 'lambdas/domain/queue-snapshot.ts', 'lambdas/twiml/offer.ts'],
    ['the domain', 'the file system', 'lambdas/domain/queue-snapshot.ts', 'node:fs'],
    ['middleware', 'the steps', 'lambdas/middleware/webhook-handler.ts', 'lambdas/steps/safe-answers.ts'],
    ['a step', 'middleware', 'lambdas/steps/hold/hold.ts', 'lambdas/middleware/webhook-handler.ts'],
    ['a step', 'an adapter', 'lambdas/steps/hold/hold.ts', 'lambdas/adapters/table.ts'],
    ['a step', 'AWS', 'lambdas/steps/hold/hold.ts', '@aws-sdk/client-dynamodb'],
    ['a step', 'middy', 'lambdas/steps/hold/hold.ts', '@middy/core'],
    ['TwiML', 'the whole of the Twilio package', 'lambdas/twiml/offer.ts', 'twilio'],
    ['a function', 'CDK', 'lambdas/voice.ts', 'aws-cdk-lib/aws-lambda'],
    ['a function', 'the local contact centre', 'lambdas/voice.ts', 'local/contact-centre.ts'],
    ['the infrastructure', 'the local contact centre', 'lib/functions.ts', 'local/contact-centre.ts'],
    ['the simulated TaskRouter', 'the service', 'local/taskrouter/model.ts', 'lambdas/domain/queue-config.ts'],
  ])('keeps %s from %s, however the import is written', (_inside, _outside, from, to) => {
    expect(files).toContain(from);
    if (to.endsWith('.ts')) expect(files).toContain(to);
    for (const statement of statements(from, to)) {
      const found = importsOf(from, statement);
      expect([found[0]?.to, refused(found).length]).toEqual([to, 1]);
    }
  });

  it('with a door for types lets types through and nothing else', () => {
    const walls = readImportTable('## Rooms\n\n| `a/` | | `b/` | `c/` |\n', 'Rooms');
    const from = (statement: string) => refused(importsOf('a/one.ts', statement), walls);
    expect(from(`import { x } from '../b/two.ts';`)).toEqual([]);
    expect(from(`import type { X } from '../c/three.ts';`)).toEqual([]);
    expect(from(`import { x } from '../c/three.ts';`)).toEqual(['a/one.ts -> c/three.ts']);
    expect(from(`import { type X } from '../c/three.ts';`)).toEqual(['a/one.ts -> c/three.ts']);
  });

  it('of an inner folder stands instead of the one around it', () => {
    const walls = readImportTable('## Rooms\n\n| `a/` | | `c/` | |\n| `a/b/` | | | |\n', 'Rooms');
    expect(refused(importsOf('a/one.ts', `import './b/two.ts'; import '../c/three.ts';`), walls)).toEqual([]);
    expect(refused(importsOf('a/b/two.ts', `import '../../c/three.ts';`), walls)).toEqual(['a/b/two.ts -> c/three.ts']);
    expect(refused(importsOf('a/b/two.ts', `import '../one.ts';`), walls)).toEqual(['a/b/two.ts -> a/one.ts']);
  });
});
