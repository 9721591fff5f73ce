import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const PROJECT = resolve(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  const files = readdirSync(resolve(PROJECT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(ts|json)$/.test(file))
    .map((file) => readFileSync(resolve(PROJECT, folder, file), 'utf8'));
}

/** The names of all properties, at any depth of the JSON schema. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(fieldsOf)];
}

const fields = fieldsOf(JSON.parse(readFileSync(resolve(PROJECT, 'config/configuration.schema.json'), 'utf8')));
/** The last one makes of a field what the functions read. */
const code = ['lambdas', 'lib', 'config/numbering'].flatMap(sources).join('\n');
const isRead = (field: string) => new RegExp(`[.{,\\s'"]${field}\\b`).test(code);

it('every field of the configuration is read by the service', () => {
  expect(fields.length).toBeGreaterThan(50);
  expect(fields.filter((field) => field !== '$schema' && !isRead(field))).toEqual([]);
});
