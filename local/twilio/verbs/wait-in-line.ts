import { type DocumentRequest, NoDocument } from '../calls/documents.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import type { QueuedCall } from './queued-call.ts';
import { type Ending, methodAttribute, urlAttribute, type VerbContext } from './verb.ts';

/** How waiting ends, in the words of QueueResult. */
export type WaitEnding = 'bridged' | 'leave' | 'hangup' | 'error';

/** Asks the waitUrl again and again, as long as the phase lasts. https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
export async function waitInLine(queued: QueuedCall, element: TwimlElement, context: VerbContext): Promise<WaitEnding> {
  const { call, phase } = context;
  call.moveTo(`holding in queue ${queued.line.name}`);
  if (!element.attributes['waitUrl']) {
    if (element.attributes['waitUrl'] === undefined) call.note('plays', "Twilio's hold music");
    return phase.until(() => () => undefined);
  }
  const url = urlAttribute(element, 'waitUrl', context) ?? '';
  const method = methodAttribute(element, 'waitUrlMethod');
  for (;;) {
    const ending = await listen({ method, url, parameters: queued.waitParameters() }, context);
    if (ending === 'hang-up') return 'hangup';
    if (ending !== 'out-of-verbs') return ending;
  }
}

async function listen(request: DocumentRequest, context: VerbContext): Promise<Ending | 'error'> {
  const { call, phase, services, runDocuments } = context;
  const startedAtMs = services.clock.nowMs();
  try {
    const ending = await runDocuments(request, { call, phase, services, runDocuments, place: 'queue' });
    if (ending === 'out-of-verbs' && services.clock.nowMs() === startedAtMs) await beSilent(request, context);
    return ending;
  } catch (error) {
    if (error instanceof NoDocument) return 'error';
    throw error;
  }
}

/** Twilio would request the waitUrl again at once, in a silent loop as fast as the service can answer. */
async function beSilent({ url }: DocumentRequest, { call, phase }: VerbContext): Promise<void> {
  call.fault(
    `the waitUrl ${url} answered without any verb that takes time: Twilio would ask it again at once, for ever`,
  );
  await phase.wait(1);
}
