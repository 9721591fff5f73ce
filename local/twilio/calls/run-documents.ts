import { dial } from '../verbs/dial.ts';
import { enqueue } from '../verbs/enqueue.ts';
import { gather } from '../verbs/gather.ts';
import { hangup } from '../verbs/hangup.ts';
import { leave } from '../verbs/leave.ts';
import { pause } from '../verbs/pause.ts';
import { play } from '../verbs/play.ts';
import { redirect } from '../verbs/redirect.ts';
import { reject } from '../verbs/reject.ts';
import { say } from '../verbs/say.ts';
import type { Ending, Scene, Step, Verb } from '../verbs/verb.ts';
import { type DocumentRequest, fetchDocument, NoDocument, type TwimlDocument } from './documents.ts';

const verbs: Readonly<Record<string, Verb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Enqueue: enqueue,
  Dial: dial,
  Redirect: redirect,
  Hangup: hangup,
  Leave: leave,
  Reject: reject,
};

/** Verbs after which it still counts as the end of a conversation when the call ends. */
const SILENT_VERBS = ['Redirect', 'Hangup', 'Leave', 'Reject'];

/** More documents than this at one moment are a loop that would never end. */
const MOST_DOCUMENTS_AT_ONCE = 50;

/** Carries out a document and whatever documents follow from it. */
export async function runDocuments(first: DocumentRequest, scene: Scene): Promise<Ending> {
  const { clock } = scene.services;
  let request = first;
  let atMs = clock.nowMs();
  for (let documentsAtOnce = 1; ; documentsAtOnce += 1) {
    if (documentsAtOnce > MOST_DOCUMENTS_AT_ONCE) throw endlessLoop(request, scene);
    const step = await runVerbs(await fetchDocument(request, scene), scene);
    if (step.kind === 'next-verb') return 'out-of-verbs';
    if (step.kind !== 'document') return step.kind;
    request = step.request;
    if (clock.nowMs() > atMs) documentsAtOnce = 0;
    atMs = clock.nowMs();
  }
}

async function runVerbs(document: TwimlDocument, scene: Scene): Promise<Step> {
  const { call } = scene;
  for (const [index, element] of document.verbs.entries()) {
    const verb = verbs[element.name];
    if (!verb) throw new Error(`<${element.name}> is in the grammar, but nothing carries it out: add it to the verbs`);
    if (!SILENT_VERBS.includes(element.name)) call.partyThatLeft = undefined;
    const isFirstVerb = index === 0 && call.record.status === 'ringing';
    const step = await verb(element, { ...scene, documentUrl: document.url, isFirstVerb });
    if (step.kind !== 'next-verb') return step;
  }
  return { kind: 'next-verb' };
}

function endlessLoop({ url }: DocumentRequest, { call }: Scene): NoDocument {
  const message = `${MOST_DOCUMENTS_AT_ONCE} documents followed one another without any time passing, the last from ${url}`;
  call.fault(message);
  return new NoDocument(message);
}
