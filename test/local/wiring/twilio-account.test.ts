import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../../config/read-configuration.ts';
import type { Configuration } from '../../../lambdas/domain/queue-config.ts';
import { NotSimulated, twilioAccount } from '../../../local/wiring/twilio-account.ts';
import { writtenConfiguration } from '../../support/builders.ts';

/** Two queues of which the second has its own name and numbers, and whatever else is given. */
function twoQueues(taskRouter: object): Configuration {
  const written = writtenConfiguration();
  const [first] = written.queues;
  const second = {
    ...first,
    name: 'billing',
    numbers: ['+14155550101'],
    returnNumbers: [],
    callTarget: { number: '+13305550101' },
    taskRouter: { ...first?.taskRouter, ...taskRouter },
  };
  const reading = checkConfiguration({ ...written, queues: [first, second] });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

describe('the simulated Twilio account', () => {
  it('sends each number to its queue, with a fallback elsewhere', () => {
    expect(twilioAccount(twoQueues({})).numbers).toEqual([
      {
        phoneNumber: '+14155550100',
        voiceUrl: expect.stringMatching('^https://localhost/queues/support/incoming-call#rc=2'),
        voiceFallbackUrl: expect.stringMatching('^https://fallback.localhost/queues/support#rc=2'),
        voiceFallbackMethod: 'GET',
        statusCallback: expect.stringMatching('^https://localhost/queues/support/call-ended#rc=4'),
      },
      {
        phoneNumber: '+14155550109',
        voiceUrl: expect.stringMatching('^https://localhost/queues/support/return-call#rc=2'),
        voiceFallbackUrl: expect.stringMatching('^https://fallback.localhost/queues/support#rc=2'),
        voiceFallbackMethod: 'GET',
        statusCallback: expect.stringMatching('^https://localhost/queues/support/call-ended#rc=4'),
      },
      expect.objectContaining({ phoneNumber: '+14155550101' }),
    ]);
  });

  it('has a SIP domain that only Mindful may call', () => {
    expect(twilioAccount(twoQueues({})).sipDomain).toMatchObject({
      domainName: 'local.sip.twilio.com',
      voiceUrl: expect.stringMatching('^https://localhost/sip#rc=2'),
      allowedSourceIps: ['54.165.17.177', '54.145.183.157', '54.87.8.161', '3.223.253.119'],
    });
  });

  it('has one workflow and task queue for queues that share them', () => {
    expect(twilioAccount(twoQueues({}))).toMatchObject({
      workflows: [{ friendlyName: 'support' }],
      taskQueues: [{ friendlyName: 'support' }],
    });
    const workflowSid = `WW${'0'.repeat(31)}2`;
    expect(twilioAccount(twoQueues({ workflowSid })).workflows).toMatchObject([
      { friendlyName: 'support' },
      { friendlyName: 'billing', sid: workflowSid, targets: [{ taskQueueSid: `WQ${'0'.repeat(31)}1` }] },
    ]);
  });

  it('has one workspace', () => {
    const elsewhere = twoQueues({ workspaceSid: `WS${'0'.repeat(31)}2` });
    expect(() => twilioAccount(elsewhere)).toThrow(NotSimulated);
  });
});
