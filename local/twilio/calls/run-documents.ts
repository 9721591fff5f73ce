import { dialVerb } from '../verbs/dial.ts';
import { enqueueVerb } from '../verbs/enqueue.ts';
import { gatherVerb } from '../verbs/gather.ts';
import {
  hangupVerb,
  leaveVerb,
  pauseVerb,
  playVerb,
  redirectVerb,
  rejectVerb,
  sayVerb,
} from '../verbs/simple-verbs.ts';
import type { DocumentContext, Ending, Verb, VerbResult } from '../verbs/verb.ts';
import { type DocumentRequest, fetchDocument, NoDocument, type TwimlDocument } from './documents.ts';

const verbs: Readonly<Record<string, Verb>> = {
  Say: sayVerb,
  Play: playVerb,
  Pause: pauseVerb,
  Gather: gatherVerb,
  Enqueue: enqueueVerb,
  Dial: dialVerb,
  Redirect: redirectVerb,
  Hangup: hangupVerb,
  Leave: leaveVerb,
  Reject: rejectVerb,
};

/** Verbs after which it still counts as the end of a conversation when the call ends. */
const SILENT_VERBS = ['Redirect', 'Hangup', 'Leave', 'Reject'];

/** More documents than this at one moment are a loop that would never end. */
const MOST_DOCUMENTS_AT_ONCE = 50;

/** Carries out a document and whatever documents follow from it. */
export async function runDocuments(first: DocumentRequest, context: DocumentContext): Promise<Ending> {
  const { clock } = context.services;
  let request = first;
  let atMs = clock.nowMs();
  for (let documentsAtOnce = 1; ; documentsAtOnce += 1) {
    if (documentsAtOnce > MOST_DOCUMENTS_AT_ONCE) throw endlessLoop(request, context);
    const step = await runVerbs(await fetchDocument(request, context), context);
    if (step.kind === 'next-verb') return 'out-of-verbs';
    if (step.kind !== 'document') return step.kind;
    request = step.request;
    if (clock.nowMs() > atMs) documentsAtOnce = 0;
    atMs = clock.nowMs();
  }
}

async function runVerbs(document: TwimlDocument, context: DocumentContext): Promise<VerbResult> {
  const { call } = context;
  for (const [index, element] of document.verbs.entries()) {
    const verb = verbs[element.name];
    if (!verb) throw new Error(`<${element.name}> is in the grammar, but nothing carries it out: add it to the verbs`);
    if (!SILENT_VERBS.includes(element.name)) call.partyThatLeft = undefined;
    const isFirstVerb = index === 0 && call.record.status === 'ringing';
    const step = await verb(element, { ...context, documentUrl: document.url, isFirstVerb });
    if (step.kind !== 'next-verb') return step;
  }
  return { kind: 'next-verb' };
}

function endlessLoop({ url }: DocumentRequest, { call }: DocumentContext): NoDocument {
  const message = `${MOST_DOCUMENTS_AT_ONCE} documents followed one another without any time passing, the last from ${url}`;
  call.fault(message);
  return new NoDocument(message);
}
