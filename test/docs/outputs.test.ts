import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exampleWith, synthesizedTemplate } from '../lib/synthesized-stack.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');
const text = readdirSync(DOCS, { encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => readFileSync(resolve(DOCS, file), 'utf8'))
  .join('\n');

/** As the docs write them: `{SipDomain}`, "output `AlarmTopicArn`", "The deploy prints `SipDomain`". */
const named = [...text.matchAll(/\{([A-Z][A-Za-z]+)\}|(?:output|deploy prints) `(\w+)`/g)].map(
  ([, inBraces, quoted]) => inBraces ?? quoted ?? '',
);

describe('a stack output that the docs name', () => {
  const outputs = Object.keys(synthesizedTemplate(exampleWith({ noticesApart: true })).findOutputs('*'));

  it.each([...new Set(named)])('%s is one that the deploy prints', (name) => expect(outputs).toContain(name));

  it('is looked for where it is needed', () =>
    expect(named).toEqual(expect.arrayContaining(['SipDomain', 'AlarmTopicArn'])));
});
