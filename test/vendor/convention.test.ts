import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { vendorDocument } from '../support/vendor-documents.ts';

const names = readdirSync(import.meta.dirname, { encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

describe.each(names)('the vendor document %s', (name) => {
  it('names its page and the day on which that was read', () =>
    expect(vendorDocument(name)).toMatchObject({
      source: expect.stringMatching(/\w+\.\w+|\//),
      checked: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    }));
});
