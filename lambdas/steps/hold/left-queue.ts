import { sentencesIn } from '../../speech/sentences.ts';
import { dialMindful } from '../../twiml/transfer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { Reply, Step } from '../../webhook.ts';
import { sendToQueue } from '../into-queue.ts';

/**
 * Twilio asks this whenever a caller is out of the queue, whatever the reason, after a conversation with an agent too. So
 * only a caller who left on purpose, with a record from this very call, goes to Mindful; who fell out by a fault goes
 * back in; all others are done.
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export const leftQueue: Step = async (webhook, services) => {
  const document = new VoiceResponse();
  const result = webhook.parameters.get('QueueResult') ?? 'missing';
  const answer = (log: Reply['log'] = {}): Reply => ({
    body: { twiml: document.toString() },
    log: { queueResult: result, ...log },
  });

  if (result === 'leave') {
    const { caller, callSid, queue } = webhook;
    const record = caller && (await services.callbacks.find(caller, queue.name));
    if (record?.callSid === callSid && record.status === 'requested') {
      speak(document, queue.policy, sentencesIn(queue.policy.language).transferring);
      dialMindful(document, { ...webhook, caller: record.caller });
      return answer({ decision: 'transfer' });
    }
    sendToQueue(document, webhook);
    return answer({ decision: 'queue' });
  }
  if (result === 'error' || result === 'system-error') {
    sendToQueue(document, webhook, { withTwilioMusic: true });
    return answer({ decision: 'queue-again' });
  }
  if (result === 'queue-full') {
    document.pause({ length: SECONDS_UNTIL_ROOM });
    sendToQueue(document, webhook);
    return answer({ decision: 'queue-again' });
  }
  return answer();
};

const SECONDS_UNTIL_ROOM = 20;
