import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { sabotages } from './list.ts';
import { sabotaged } from './sabotage.ts';

it.each(sabotages.map((one) => [one.name, one] as const))('can be done, and its test be run: %s', (_, one) => {
  expect(() => sabotaged(readFileSync(one.file, 'utf8'), one)).not.toThrow();
  expect(existsSync(one.noticedBy)).toBe(true);
  // No bundles are built for it, so a whole call would fail with the sabotage and without it.
  expect(readFileSync(one.noticedBy, 'utf8')).not.toMatch(/test-bundles|useContactCentre/);
});
