import type { RoutesOf } from './routes.ts';
import { hold } from './steps/hold/hold.ts';
import { holdReply } from './steps/hold/hold-reply.ts';
import { leftQueue } from './steps/hold/left-queue.ts';
import { incomingCall } from './steps/offer/incoming-call.ts';
import { offerReply } from './steps/offer/offer-reply.ts';
import { chooseHold } from './steps/return/choose-hold.ts';
import { returnCallByNumber } from './steps/return/return-call.ts';
import { returnHold } from './steps/return/return-hold.ts';
import { sip } from './steps/return/sip.ts';
import { transfer } from './steps/transfer/transfer.ts';
import { transferRefer } from './steps/transfer/transfer-refer.ts';
import { transferResult } from './steps/transfer/transfer-result.ts';
import { callEnded } from './steps/watch/call-ended.ts';
import { waitTime } from './steps/watch/wait-time.ts';
import type { Step } from './webhook.ts';

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
