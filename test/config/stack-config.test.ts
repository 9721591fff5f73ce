import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { writtenConfiguration } from '../support/builders.ts';

function check(stack: object) {
  return checkConfiguration({ ...writtenConfiguration(), stack });
}

describe('what a configuration says about the stack', () => {
  it('may be nothing: it can be deleted, and has no tags of its own', () =>
    expect(checkConfiguration(writtenConfiguration())).toMatchObject({
      ok: true,
      configuration: { stack: { terminationProtection: false, tags: {} } },
    }));

  it('protects it and adds tags', () => {
    const stack = { terminationProtection: true, tags: { 'cost centre': '4711', 'acme:owner': 'contact-centre@acme' } };
    expect(check(stack)).toMatchObject({ ok: true, configuration: { stack } });
  });

  it.each([
    [{ tags: { 'aws:owner': 'x' } }, /^stack\.tags is "aws:owner": write a tag's name/],
    [{ tags: { owner: 'ö' } }, /^stack\.tags\.owner is "ö": write a tag's value/],
    [{ tags: { owner: 7 } }, /^stack\.tags\.owner is 7: write a tag's value/],
    [{ terminationProtection: 'yes' }, /^stack\.terminationProtection is "yes": write true or false/],
    [{ deletionProtection: true }, /^stack\.deletionProtection is not known here/],
  ])('is refused with its place: %j', (stack, problem) => {
    const reading = check(stack);
    expect(reading.ok ? [] : reading.problems).toEqual([expect.stringMatching(problem)]);
  });
});
