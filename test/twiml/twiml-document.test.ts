import { describe, expect, it } from '@jest/globals';
import TwiliosVoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { VoiceResponse } from '../../lambdas/twiml/twiml-document.ts';
import { fc } from '../support/properties.ts';

/** The same calls, on our document and on one of Twilio's library. */
type Build = (document: VoiceResponse) => void;

function written(build: Build): { ours: string; twilios: string } {
  const textOf = (document: VoiceResponse) => {
    try {
      build(document);
      return document.toString();
    } catch {
      return 'refused';
    }
  };
  return { ours: textOf(new VoiceResponse()), twilios: textOf(new TwiliosVoiceResponse() as unknown as VoiceResponse) };
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", '\t', '\n', '\r', ' ', 'é', '😀', ']]>', '&amp;', 'a') }),
);
const value = fc.oneof(text, fc.integer({ min: 0, max: 100 }), fc.constant(undefined));
const attributes = fc.dictionary(fc.constantFrom('action', 'timeout', 'voice', 'language', 'finishOnKey'), value);
const events = fc.uniqueArray(fc.constantFrom('initiated', 'answered', 'completed'));

const verb: fc.Arbitrary<Build> = fc.oneof(
  fc.tuple(attributes, text).map(
    ([given, said]): Build =>
      (document) =>
        document.say(given, said),
  ),
  text.map(
    (url): Build =>
      (document) =>
        document.play(url),
  ),
  text.map(
    (url): Build =>
      (document) =>
        document.redirect(url),
  ),
  fc.nat(60).map(
    (length): Build =>
      (document) =>
        document.pause({ length }),
  ),
  fc.constant<Build>((document) => document.leave()),
  fc.constant<Build>((document) => document.hangup()),
  fc.tuple(attributes, attributes, text, text).map(
    ([given, spoken, said, url]): Build =>
      (document) => {
        const gather = document.gather(given);
        gather.say(spoken, said);
        gather.play(url);
      },
  ),
  attributes.map(
    (given): Build =>
      (document) =>
        void document.gather(given),
  ),
  fc.tuple(attributes, attributes, text).map(
    ([given, of, json]): Build =>
      (document) => {
        document.enqueue(given).task(of, json);
      },
  ),
  fc.tuple(attributes, attributes, events, text).map(
    ([given, of, statusCallbackEvent, uri]): Build =>
      (document) => {
        document.dial(given).sip({ ...of, statusCallbackEvent }, uri);
      },
  ),
);

describe('a document', () => {
  it("is written as by Twilio's own library, whatever is said in it, or refused as there", () => {
    fc.assert(
      fc.property(fc.array(verb, { maxLength: 6 }), (verbs) => {
        const { ours, twilios } = written((document) => {
          for (const build of verbs) build(document);
        });
        expect(ours).toBe(twilios);
      }),
    );
  });
});
