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
      configuration: {
        stack: {
          ...{ terminationProtection: false, tags: {} },
          ...{ provisionedConcurrency: 0, reservedConcurrency: {} },
          ...{ requestsPerSecond: 500, requestBurst: 1000, logRetentionDays: 30 },
        },
      },
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
    [{ logRetentionDays: 31 }, /^stack\.logRetentionDays is 31: write one of 1, 3, 5, 7, 14, 30, 60,/],
    [
      { domain: { name: 'callback.example.com' } },
      /^stack\.domain\.hostedZoneId is missing: write the ID of the hosted zone/,
    ],
    [
      { provisionedConcurrency: 5, reservedConcurrency: { voice: 4 } },
      /^stack\.provisionedConcurrency is 5, more than stack\.reservedConcurrency\.voice \(4\): write at most that/,
    ],
    [{ deletionProtection: true }, /^stack\.deletionProtection is not known here/],
  ])('is refused with its place: %j', (stack, problem) => {
    const reading = check(stack);
    expect(reading.ok ? [] : reading.problems).toEqual([expect.stringMatching(problem)]);
  });
});
