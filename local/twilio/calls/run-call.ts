import type { VoiceServices } from '../voice-services.ts';
import type { Call } from './call.ts';
import { standardParameters } from './call-parameters.ts';
import { NoDocument } from './documents.ts';
import { notify } from './notify.ts';
import { CutShort } from './phase.ts';
import { runDocuments } from './run-documents.ts';

/** What Twilio plays when it has no document left to carry out. */
const APOLOGY = "We're sorry. An application error has occurred. Goodbye.";

/** Takes a call from its first webhook to its last. */
export async function runCall(call: Call, services: VoiceServices): Promise<void> {
  const { voiceUrl: url, voiceMethod: method = 'POST' } = call.route;
  try {
    await runDocuments({ method, url }, { call, phase: call.phase, place: 'call', services, runDocuments });
    call.answer();
    call.end(call.partyThatLeft ?? 'document');
  } catch (error) {
    endInError(call, error);
  }
  await reportEnd(call, services);
}

function endInError(call: Call, error: unknown): void {
  if (error instanceof CutShort) return;
  if (!(error instanceof NoDocument)) call.fault(`the simulation itself broke: ${(error as Error).stack}`);
  call.note('says', APOLOGY);
  call.answer();
  call.end('application error');
}

/** https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
async function reportEnd(call: Call, services: VoiceServices): Promise<void> {
  const { statusCallback: url, statusCallbackMethod: method = 'POST' } = call.route;
  if (!url) return;
  const parameters = {
    ...standardParameters(call, services.accountSid),
    CallDuration: String(durationSeconds(call)),
    Timestamp: new Date(services.clock.nowMs()).toUTCString(),
    CallbackSource: 'call-progress-events',
    SequenceNumber: '0',
  };
  await notify({ method, url, parameters }, call, services);
}

function durationSeconds({ record }: Call): number {
  const { answeredAtMs, endedAtMs } = record;
  return answeredAtMs === undefined || endedAtMs === undefined ? 0 : Math.round((endedAtMs - answeredAtMs) / 1000);
}
