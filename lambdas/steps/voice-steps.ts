import type { RoutesOf } from '../routes.ts';
import type { Step } from '../webhook.ts';
import { callEnded } from './events/call-ended.ts';
import { hold } from './hold/hold.ts';
import { holdReply } from './hold/hold-reply.ts';
import { leftQueue } from './hold/left-queue.ts';
import { incomingCall } from './offer/incoming-call.ts';
import { offerReply } from './offer/offer-reply.ts';
import { waitTime } from './offer/wait-time.ts';
import { chooseHold } from './return/choose-hold.ts';
import { returnCallByNumber } from './return/return-call.ts';
import { returnHold } from './return/return-hold.ts';
import { sip } from './return/sip.ts';
import { transfer } from './transfer/transfer.ts';
import { transferRefer } from './transfer/transfer-refer.ts';
import { transferResult } from './transfer/transfer-result.ts';

/**
 * Everything that Twilio asks during a call: one function and so one warm pool for all steps, because a caller should meet
 * one cold start at most.
 */
export const voiceSteps: Record<RoutesOf<'voice'>, Step> = {
  'incoming-call': incomingCall,
  'offer-reply': offerReply,
  hold,
  'hold-reply': holdReply,
  'left-queue': leftQueue,
  transfer,
  'transfer-result': transferResult,
  'transfer-refer': transferRefer,
  'return-call': returnCallByNumber,
  sip,
  'choose-hold': chooseHold,
  'return-hold': returnHold,
  'call-ended': callEnded,
  'wait-time': waitTime,
  'wait-time-get': waitTime,
};
