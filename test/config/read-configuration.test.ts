import { describe, expect, it } from '@jest/globals';
import { checkConfiguration, readConfiguration } from '../../config/read-configuration.ts';
import { writtenConfiguration } from '../support/builders.ts';

const problemsOf = (candidate: unknown) => {
  const reading = checkConfiguration(candidate);
  return reading.ok ? [] : reading.problems;
};

describe('the configuration', () => {
  it('needs nothing that has a sensible default', () => {
    const reading = checkConfiguration(writtenConfiguration());
    expect(reading).toMatchObject({
      ok: true,
      configuration: {
        defaultQueue: 'support',
        queues: [
          {
            callTarget: { host: 'sip-callback.mindful.cx', port: 5566, returnSipUser: 'return-support' },
            policy: { thresholdSeconds: 120, quoteCapMinutes: 10, priority: 5, offers: 'ask' },
          },
        ],
      },
    });
  });

  it('is checked for the example that comes with the project', () => {
    expect(readConfiguration('config/example.json').ok).toBe(true);
  });

  it('with six different mistakes names all six, each with its path, the value and what to write', () => {
    const [queue] = writtenConfiguration().queues;
    const problems = problemsOf({
      accountSid: 'AC123',
      defaultQueue: 'sales',
      queues: [
        {
          ...queue,
          numbers: ['4155550100'],
          treshold: 5,
          policy: { offers: 'maybe', openingHours: { timeZone: 'Mars/Olympus', weekly: {} } },
        },
      ],
    });
    expect(problems).toHaveLength(6);
    expect(problems.join('\n')).toMatch(/accountSid is "AC123": write a Twilio account SID/);
    expect(problems.join('\n')).toMatch(/defaultQueue is "sales", .* write one of support/);
    expect(problems.join('\n')).toMatch(/queues\[0\]\.numbers\[0\] is "4155550100": write a phone number/);
    expect(problems.join('\n')).toMatch(/queues\[0\]\.treshold is not known here: write one of name, numbers/);
    expect(problems.join('\n')).toMatch(
      /queues\[0\]\.policy\.offers is "maybe": write one of "ask", "transfer", "off"/,
    );
    expect(problems.join('\n')).toMatch(/timeZone is "Mars\/Olympus": write an IANA time zone/);
  });

  it('does not complain of the default queue while the name that it may mean has to be mended', () => {
    const [queue] = writtenConfiguration().queues;
    expect(problemsOf({ ...writtenConfiguration(), queues: [{ ...queue, name: 'Sup port' }] })).toEqual([
      expect.stringMatching(/^queues\[0\]\.name is "Sup port"/),
    ]);
  });

  it.each([
    [
      'a number that two queues share',
      { numbers: ['+14155550100'] },
      /numbers\[0\] is "\+14155550100", as queues\[0\]/,
    ],
    [
      'a SIP user that two queues share',
      { callTarget: { number: '+13305550101', returnSipUser: 'return-support' } },
      /returnSipUser/,
    ],
    ['a name that two queues share', { name: 'support' }, /queues\[1\]\.name is "support"/],
  ])('refuses %s', (_scenario, second, problem) => {
    const written = writtenConfiguration();
    const [first] = written.queues;
    const queues = [first, { ...first, name: 'billing', numbers: ['+14155550101'], returnNumbers: [], ...second }];
    expect(problemsOf({ ...written, queues }).join('\n')).toMatch(problem);
  });

  it.each([
    [
      'hours that end before they begin',
      { openingHours: { timeZone: 'UTC', weekly: { monday: ['17:00-09:00'] } } },
      /write the earlier time first/,
    ],
    ['a redirect without its URL', { whenClosed: { kind: 'redirect' } }, /whenClosed\.url is missing/],
    [
      'a threshold one step too low',
      { thresholdSeconds: -1 },
      /thresholdSeconds is -1: write a whole number from 0 to 86400/,
    ],
    ['a cap one step too low', { quoteCapMinutes: 0 }, /quoteCapMinutes is 0: write a whole number from 1 to 240/],
    ['text for a number', { priority: '5' }, /priority is "5": write a whole number from 0/],
  ])('refuses %s', (_scenario, policy, problem) => {
    expect(problemsOf(writtenConfiguration(policy)).join('\n')).toMatch(problem);
  });

  it.each([null, [], 'text', {}, { queues: 'all' }])('refuses %j without falling over', (candidate) => {
    expect(problemsOf(candidate).length).toBeGreaterThan(0);
  });

  it('says what to do about a file that is not there', () => {
    expect(readConfiguration('config/nowhere.json')).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('copy config/example.json')],
    });
  });

  it('names the file in each line, for who reads them in a log', () => {
    const reading = readConfiguration('package.json');
    const problems = reading.ok ? [] : reading.problems;
    expect(problems.length).toBeGreaterThan(1);
    for (const problem of problems) expect(problem).toMatch(/^package\.json: /);
  });
});
