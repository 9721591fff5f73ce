import type { SigningKey } from '../domain/twilio-credentials.ts';
import type { LogLine } from '../log/log-line.ts';
import { twilioGate } from '../middleware/twilio/gate.ts';
import { readCall, readWaitQuery } from '../middleware/twilio/readers.ts';
import { type WebhookHandler, webhookHandler } from '../middleware/webhook-handler.ts';
import type { CallServices, RotatingKeys } from '../services.ts';
import { learnLanguages } from '../speech/languages.ts';
import { openCallback } from '../steps/again/open-callback.ts';
import { callEnded } from '../steps/events/call-ended.ts';
import { hold } from '../steps/hold/hold.ts';
import { holdReply } from '../steps/hold/hold-reply.ts';
import { leftQueue } from '../steps/hold/left-queue.ts';
import { confirmNumber, holdConfirmNumber } from '../steps/number/confirm-number.ts';
import { holdKeyNumber, keyNumber } from '../steps/number/key-number.ts';
import { chooseLanguage } from '../steps/offer/choose-language.ts';
import { incomingCall } from '../steps/offer/incoming-call.ts';
import { offerReply } from '../steps/offer/offer-reply.ts';
import { waitTime } from '../steps/offer/wait-time.ts';
import { chooseHold } from '../steps/return/choose-hold.ts';
import { returnCallByNumber, sip } from '../steps/return/return-call.ts';
import { returnHold } from '../steps/return/return-hold.ts';
import { safeAnswers } from '../steps/safe-answers.ts';
import { transfer } from '../steps/transfer/transfer.ts';
import { transferRefer } from '../steps/transfer/transfer-refer.ts';
import { transferResult } from '../steps/transfer/transfer-result.ts';

/**
 * Everything that Twilio asks during a call: one function and so one warm pool for all steps, because a caller should meet
 * one cold start at most.
 */
export function voiceHandler(
  services: CallServices & { signingKeys: RotatingKeys<SigningKey> },
  write: (line: LogLine) => void,
): WebhookHandler {
  learnLanguages(services.configuration.spoken);
  return webhookHandler<'voice'>({
    guards: { 'twilio-signature': twilioGate(services.signingKeys) },
    readers: { call: readCall, studio: readWaitQuery },
    steps: {
      'incoming-call': incomingCall,
      'choose-language': chooseLanguage,
      'offer-reply': offerReply,
      'key-number': keyNumber,
      'confirm-number': confirmNumber,
      hold,
      'hold-reply': holdReply,
      'hold-key-number': holdKeyNumber,
      'hold-confirm-number': holdConfirmNumber,
      'left-queue': leftQueue,
      transfer,
      'transfer-result': transferResult,
      'transfer-refer': transferRefer,
      'open-callback': openCallback,
      'return-call': returnCallByNumber,
      sip,
      'choose-hold': chooseHold,
      'return-hold': returnHold,
      'call-ended': callEnded,
      'wait-time': waitTime,
      'wait-time-get': waitTime,
    },
    safeAnswers,
    services,
    write,
  });
}
