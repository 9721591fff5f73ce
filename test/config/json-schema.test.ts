import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { configurationJsonSchema, jsonSchemaFile } from '../../config/json-schema.ts';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { writtenConfiguration } from '../support/builders.ts';

const written = readFileSync(jsonSchemaFile, 'utf8');
const accepts = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(written));

it('the JSON schema for editors is the one that `npm run schema` writes', () => {
  expect(written).toBe(configurationJsonSchema());
});

it('an editor accepts the example', () => {
  expect(accepts(JSON.parse(readFileSync('config/example.json', 'utf8')))).toBe(true);
});

it.each([
  [{ thresholdSeconds: 86_401 }],
  [{ tresholdSeconds: 60 }],
  [{ inQueueOffer: { sometimes: true } }],
  [{ whenClosed: { kind: 'redirect' } }],
  [{ whenClosed: { kind: 'say', url: 'https://example.com/closed' } }],
  [{ openingHours: { timeZone: 'UTC', weekly: { someday: [] } } }],
  [{ recordings: { hello: 'https://example.com/hello.mp3' } }],
  [{ musicUrl: 'ftp://example.com/a.mp3' }],
])('an editor marks the mistake that the check refuses: %j', (policy) => {
  const configuration = writtenConfiguration(policy);
  expect(accepts(configuration)).toBe(false);
  expect(checkConfiguration(configuration)).toMatchObject({ ok: false });
});
