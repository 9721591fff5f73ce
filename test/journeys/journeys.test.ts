import { describe, expect, it } from '@jest/globals';
import englishUs from '../../config/languages/en-US.json' with { type: 'json' };
import spanishUs from '../../config/languages/es-US.json' with { type: 'json' };
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { fc } from '../support/properties.ts';
import { type Journey, journeys, play, policies } from './random-journey.ts';

const JOURNEYS = 2000;
const MOST_DOCUMENTS = 20;
const languages = [englishUs.sentences, spanishUs.sentences];
const isSentence = (text: string, name: 'goodbye' | 'closed' | 'turnedAway' | 'transferFailed') =>
  languages.some((sentences) => sentences[name] === text);
const isOffer = (text: string) => /press 1|oprima 1/.test(text);

/** What is wrong with how a journey went; nothing, as it should be. */
function complaints(call: CallRecord, journey: Journey): string[] {
  const { transcript, webhooks, endedBy, faults } = call;
  const said = transcript.filter(({ kind }) => kind === 'says').map(({ text }) => text);
  const documents = webhooks.filter(({ body }) => body.includes('<Response'));
  const isHold = (url: string) => /\/(hold|return-hold)(\?|$)/.test(url);
  const mindfulAnsweredAt = transcript.findIndex(({ kind, text }) => kind === 'connected' && text === 'Mindful');
  const goodbyeAt = transcript.findIndex(({ text }) => isSentence(text, 'goodbye'));
  const failedAt = transcript.findIndex(({ text }) => isSentence(text, 'transferFailed'));
  const reportsAnswered = journey.moves.some(({ move }) => move === 'dial-answered');
  const endings = ['agent', 'caller'];
  const last = said.at(-1) ?? '';
  const isOver = isSentence(last, 'closed') || isSentence(last, 'turnedAway') || isSentence(last, 'goodbye');
  return [
    ...(endings.includes(endedBy ?? '') || isOver || isAnsweredTransfer(call)
      ? []
      : [`ended by ${endedBy} after "${last}"`]),
    ...(documents.filter(({ url }) => !isHold(url)).length > MOST_DOCUMENTS ? ['too many documents'] : []),
    ...(faults.some((fault) => /without any verb that takes time|without any time passing/.test(fault))
      ? ['hold without time']
      : []),
    ...(failedAt >= 0 && transcript.slice(failedAt).some(({ text }) => isOffer(text)) ? ['offered again'] : []),
    ...(goodbyeAt >= 0 && !reportsAnswered && (mindfulAnsweredAt < 0 || goodbyeAt < mindfulAnsweredAt)
      ? ['promised too early']
      : []),
    ...documents.flatMap(({ body }) => strangeTargets(body)),
    ...faults.filter((fault) => /simulation|not understood: (?!.*(end|clos|unterminated|Response))/i.test(fault)),
  ];
}

/** Mindful had the caller, and there was nobody left to say goodbye to, or no way. */
function isAnsweredTransfer({ endedBy, transcript }: CallRecord): boolean {
  return endedBy === 'far end' && transcript.some(({ kind, text }) => kind === 'connected' && text === 'Mindful');
}

const { callTarget } = policies['asks']?.queues[0] ?? {};
const target = `sip:${callTarget?.number}@${callTarget?.host}:${callTarget?.port}`;

function strangeTargets(body: string): string[] {
  const dialled = [...body.matchAll(/<Sip[^>]*>([^<]*)<\/Sip>/g)].map(([, uri = '']) => uri);
  const strange = dialled.filter((uri) => !/^\?x-user-to-user=%2B\d{6,15}$/.test(uri.replace(target, '')));
  return [...strange, ...(/<(Number|Client|Refer|Conference|Queue)\b/.exec(body) ?? [])].map((uri) => `dials ${uri}`);
}

describe(`${JOURNEYS} random journeys`, () => {
  it('all end with an agent, an answered transfer, the hang-up of the caller or the message that was configured', async () => {
    const endings: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(journeys, async (journey) => {
        const call = await play(journey);
        endings[call.endedBy ?? 'never'] = (endings[call.endedBy ?? 'never'] ?? 0) + 1;
        expect(complaints(call, journey)).toEqual([]);
      }),
      { numRuns: JOURNEYS, endOnFailure: true },
    );
    expect(Object.keys(endings)).toEqual(expect.arrayContaining(['agent', 'caller', 'document']));
  }, 300_000);
});
