import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const PROJECT = resolve(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(resolve(PROJECT, file), 'utf8'));
const project = read('package.json');

const withScripts = Object.entries<{ hasInstallScript?: true }>(read('package-lock.json').packages)
  .filter(([, { hasInstallScript }]) => hasInstallScript)
  .map(([place]) => place.replace(/^.*node_modules\//, ''));

// npm runs no script of a dependency that nobody has allowed, and warns of each on which nobody has decided.
it('leaves no script of a dependency undecided', () => {
  expect(Object.keys(project.allowScripts).sort()).toEqual([...new Set(withScripts)].sort());
});

it('asks for the same Node wherever npm looks', () => {
  expect(project.devEngines.runtime).toEqual({ name: 'node', version: project.engines.node, onFail: 'error' });
});
