import { CutShort } from '../calls/phase.ts';
import { parseSipUri, type SipUri } from '../sip-uri.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import type { VoiceServices } from '../voice-services.ts';
import { followAction } from './action.ts';
import { Dialing, type DialPlan } from './dialing.ts';
import { LegReports } from './leg-reports.ts';
import { followRefer } from './refer.ts';
import { booleanAttribute, integerAttribute, type Verb, type VerbContext, type VerbResult } from './verb.ts';

/** Connects the caller to a SIP address. https://www.twilio.com/docs/voice/twiml/dial */
export const dialVerb: Verb = async (element, context) => {
  const { call, isFirstVerb } = context;
  if (!(isFirstVerb && booleanAttribute(element, 'answerOnBridge'))) call.answer();
  const report = context.services.faults?.dialReport();
  if (report) return followAction(element, context, report);
  const text = element.children[0]?.text ?? '';
  const reading = parseSipUri(text);
  if (reading.ok) {
    for (const header of reading.dropped) call.fault(`Twilio drops the SIP header ${header}`);
    return connect(element, reading.uri, context);
  }
  call.fault(`<Sip> holds an address that is not understood: ${text}: ${reading.problem}`);
  return followAction(element, context, { DialCallStatus: 'failed', DialBridged: 'false' });
};

async function connect(element: TwimlElement, uri: SipUri, context: VerbContext): Promise<VerbResult> {
  const { call, phase } = context;
  const dialing = planDialing(element, uri, context);
  try {
    let outcome = await dialing.run(phase);
    while (outcome.kind === 'referred') {
      const ended = await followRefer(element, outcome.toUri, dialing, context);
      if (ended) return ended;
      outcome = await dialing.comeBack(phase);
    }
    const parameters = dialing.finish(outcome);
    call.moveTo('listening');
    return followAction(element, context, parameters);
  } catch (error) {
    if (error instanceof CutShort) await followAction(element, context, dialing.finish(dialing.abandoned()));
    throw error;
  }
}

function planDialing(element: TwimlElement, uri: SipUri, context: VerbContext): Dialing {
  const { call, services } = context;
  const sip = element.children[0] ?? element;
  const from = element.attributes['callerId'] ?? callerId(call.record.from);
  const identity = { callSid: services.newSid('CA'), from, to: sip.text.replace(/\?.*$/, '') };
  const address = `${uri.host}:${uri.port}`;
  const { callSid: parentCallSid } = call.record;
  return new Dialing(
    {
      identity,
      invitation: { ...uri, uri: sip.text, from, parentCallSid },
      farEnd: refusing(services) ?? services.sipPeers.get(address) ?? { name: address },
      timeoutSeconds: integerAttribute(element, 'timeout', 30),
      timeLimitSeconds: integerAttribute(element, 'timeLimit', 14_400),
      takesRefer: element.attributes['referUrl'] !== undefined,
      reports: new LegReports(sip, identity, context),
      onAnswer: () => context.targetAnswers?.(),
    },
    call,
    services,
  );
}

function refusing({ faults }: VoiceServices): DialPlan['farEnd'] | undefined {
  const code = faults?.sipRefusal();
  return code === undefined ? undefined : { name: 'Mindful', peer: { invite: (_, leg) => leg.refuse(code) } };
}

/** A caller over SIP is shown by the user part of their address. */
function callerId(from: string): string {
  return /^sips?:([^@]+)@/.exec(from)?.[1] ?? from;
}
