import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { writtenConfiguration } from '../support/builders.ts';

const written = writtenConfiguration();
const [support] = written.queues;

function problemsOf(...queues: object[]): string[] {
  const reading = checkConfiguration({
    ...written,
    queues: queues.map((queue, index) => ({
      ...support,
      name: `queue-${index}`,
      numbers: [`+1415555010${index}`],
      returnNumbers: [],
      ...queue,
    })),
  });
  return reading.ok ? [] : reading.problems;
}

const target = { number: '+13305550101' };
const shared = { ...target, queueHeaderName: 'x-queue', returnSipUser: 'return-all' };

describe('a configuration is refused', () => {
  it.each([
    [
      'for a closed date that no calendar has',
      [{ policy: { openingHours: { timeZone: 'UTC', weekly: {}, closedDates: ['2026-13-45', '2026-02-30'] } } }],
      [
        'queues[0].policy.openingHours.closedDates[0] is "2026-13-45": write a date of the calendar, such as "2026-12-25"',
        'queues[0].policy.openingHours.closedDates[1] is "2026-02-30": write a date of the calendar, such as "2026-12-25"',
      ],
    ],
    [
      'for one header that would carry the caller and the queue',
      [{ callTarget: { ...target, headerName: 'x-both', queueHeaderName: 'x-both' } }],
      [
        'queues[0].callTarget.queueHeaderName is "x-both", as queues[0].callTarget.headerName is: write another header\'s name',
      ],
    ],
    [
      'for an address of callers who hold that is an address of shared return calls',
      [{ callTarget: { ...shared, chooseHoldSipUser: 'return-all' } }, { callTarget: shared }],
      [
        'queues[0].callTarget.chooseHoldSipUser is "return-all", as queues[0].callTarget.returnSipUser is: write one that is used once',
      ],
    ],
    [
      "for what only Mindful's widget can do, without a widget",
      [{ policy: { registerBy: 'transfer-then-api', callingAgain: 'ask' } }],
      [
        'queues[0].policy.registerBy is "transfer-then-api", but callTarget.widget is missing: name the widget, or write "transfer"',
        'queues[0].policy.callingAgain is "ask", but callTarget.widget is missing: name the widget, or write "hold"',
      ],
    ],
    [
      'for numbers that are keyed in where no country says how, or where Mindful asks for them',
      [
        { policy: { anotherNumber: 'everybody' } },
        { callableCountries: ['US'], policy: { anotherNumber: 'withheld', offers: 'transfer' } },
        { callableCountries: ['US'], policy: { anotherNumber: 'withheld' } },
        { policy: { anotherNumber: 'nobody' } },
      ],
      [
        'queues[0].policy.anotherNumber is "everybody", but callableCountries is empty: name the countries that may be called, or write "nobody"',
        'queues[1].policy.anotherNumber is "withheld", but offers is "transfer", where Mindful asks for the number: write "nobody", or "ask" for offers',
      ],
    ],
    [
      'for a country that has no code, and a prefix without a plus',
      [{ callableCountries: ['US', 'USA', 'xx'], refusedPrefixes: ['881'] }],
      [
        'queues[0].callableCountries[1] is "USA": write the ISO code of a country in capitals, such as "US"',
        'queues[0].callableCountries[2] is "xx": write the ISO code of a country in capitals, such as "US"',
        'queues[0].refusedPrefixes[0] is "881": write the beginning of phone numbers, such as "+881"',
      ],
    ],
    [
      'for a registration of callers whom nobody has asked',
      [
        {
          policy: { offers: 'transfer', registerBy: 'api' },
          callTarget: { ...target, widget: { organizationId: 'example', widgetId: 'w1' } },
        },
      ],
      ['queues[0].policy.registerBy is "api", but offers is "transfer": write "transfer", or "ask" for offers'],
    ],
    [
      'for two queues with the ID of one Call Target',
      [{ callTarget: { ...target, id: '7' } }, { callTarget: { ...target, id: '7' } }],
      ['queues[1].callTarget.id is "7", as queues[0].callTarget.id is: write one that is used once'],
    ],
    [
      'for a former name that another queue has',
      [{}, { formerNames: ['queue-0'] }],
      ['queues[1].formerNames[0] is "queue-0", as queues[0].name is: write one that is used once'],
    ],
    [
      'for a choice of one language, or of two by one key, or of one by two keys',
      [
        { languageChoice: [{ key: '1', language: 'en-US' }] },
        {
          languageChoice: [
            { key: '1', language: 'en-US' },
            { key: '1', language: 'es-US' },
            { key: '2', language: 'en-US' },
          ],
        },
      ],
      [
        'queues[0].languageChoice has one language: write two or more, or none',
        'queues[1].languageChoice[1].key is "1", as queues[1].languageChoice[0].key is: write one that is used once',
        'queues[1].languageChoice[2].language is "en-US", as queues[1].languageChoice[0].language is: write one that is used once',
      ],
    ],
    [
      'for a voice that Twilio does not have',
      [{ policy: { voice: 'Polly.Joanna-Loud' } }, { policy: { voice: 'Google.en-US-Neural2-B' } }],
      [
        'queues[0].policy.voice is "Polly.Joanna-Loud", a voice that Twilio does not have, or one that does not speak en-US: write one that does, or leave it out for the one in config/languages/en-US.json',
        'queues[1].policy.voice is "Google.en-US-Neural2-B", a voice that Twilio does not have, or one that does not speak en-US: write one that does, or leave it out for the one in config/languages/en-US.json',
      ],
    ],
  ])('%s', (_, queues, problems) => expect(problemsOf(...queues)).toEqual(problems));
});

describe('a configuration is accepted', () => {
  it.each([
    ['without numbers, which Studio flows may have', [{ numbers: [] }, { numbers: [] }]],
    [
      'with queues that a header tells apart on one Call Target',
      [{ callTarget: { ...shared, id: '7' } }, { callTarget: { ...shared, id: '7' } }],
    ],
  ])('%s', (_, queues) => expect(problemsOf(...queues)).toEqual([]));
});

it('ten mistakes in one file are told at once, each with its place and what to write', () => {
  const problems = problemsOf(
    {
      name: 'Support',
      numbers: ['4155550100'],
      treshold: 5,
      color: 'red',
      taskRouter: { ...support?.taskRouter, workflowSid: 'WW1' },
      callTarget: { headerName: 'x-queue', queueHeaderName: 'x-queue', port: 0 },
      policy: { offers: 'maybe', thresholdSeconds: '60', openingHours: { timeZone: 'UTC', weekly: { monday: '9-5' } } },
    },
    { policy: { voice: 'Polly.Nobody' } },
  );
  expect(problems.sort()).toEqual([
    'queues[0].callTarget.number is missing: write a phone number in E.164 form, such as "+14155550100"',
    'queues[0].callTarget.port is 0: write a whole number from 1 to 65535',
    'queues[0].callTarget.queueHeaderName is "x-queue", as queues[0].callTarget.headerName is: write another header\'s name',
    'queues[0].color is not known here: write one of name, numbers, returnNumbers, returnCallers, callableCountries, refusedPrefixes, formerNames, taskRouter, callTarget, languageChoice, policy',
    'queues[0].name is "Support": write a name for URLs, metrics and logs: up to 32 lower-case letters, digits and hyphens, such as "billing"',
    'queues[0].numbers[0] is "4155550100": write a phone number in E.164 form, such as "+14155550100"',
    'queues[0].policy.offers is "maybe": write one of "ask", "transfer", "off"',
    'queues[0].policy.openingHours.weekly.monday is "9-5": write a list of periods such as ["09:00-12:00", "13:00-17:30"]',
    'queues[0].policy.thresholdSeconds is "60": write a whole number from 0 to 86400',
    'queues[0].taskRouter.workflowSid is "WW1": write a TaskRouter workflow SID: WW and 32 lower-case hexadecimal digits, from the Twilio console',
    'queues[0].treshold is not known here: write one of name, numbers, returnNumbers, returnCallers, callableCountries, refusedPrefixes, formerNames, taskRouter, callTarget, languageChoice, policy',
    'queues[1].policy.voice is "Polly.Nobody", a voice that Twilio does not have, or one that does not speak en-US: write one that does, or leave it out for the one in config/languages/en-US.json',
  ]);
});

it('an opening hour or a closed date of another form is told once', () => {
  const openingHours = { timeZone: 'UTC', weekly: { monday: ['9-17'] }, closedDates: ['12/25'] };
  expect(problemsOf({ policy: { openingHours } })).toEqual([
    'queues[0].policy.openingHours.weekly.monday[0] is "9-17": write a period such as "09:00-17:30"',
    'queues[0].policy.openingHours.closedDates[0] is "12/25": write a date such as "2026-12-25"',
  ]);
});
