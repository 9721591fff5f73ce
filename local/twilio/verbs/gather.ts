import type { Timer } from '../../world/clock/clock.ts';
import { CutShort, Phase } from '../calls/phase.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import { pauseVerb, playVerb, sayVerb } from './simple-verbs.ts';
import {
  booleanAttribute,
  integerAttribute,
  methodAttribute,
  nextVerb,
  urlAttribute,
  type Verb,
  type VerbContext,
} from './verb.ts';

const prompts: Readonly<Record<string, Verb>> = { Say: sayVerb, Play: playVerb, Pause: pauseVerb };

/** Collects keys, during its prompts and then for `timeout` seconds. https://www.twilio.com/docs/voice/twiml/gather */
export const gatherVerb: Verb = async (element, context) => {
  const { call } = context;
  call.answer();
  const before = call.record.where;
  call.moveTo(context.place === 'queue' ? before.replace(/^holding/, 'choosing') : 'choosing');
  const digits = await collectDigits(element, context);
  call.moveTo(before);
  if (digits === '' && !booleanAttribute(element, 'actionOnEmptyResult')) return nextVerb;
  const url = urlAttribute(element, 'action', context) ?? context.documentUrl;
  return { kind: 'document', request: { method: methodAttribute(element), url, parameters: { Digits: digits } } };
};

function collectDigits(element: TwimlElement, context: VerbContext): Promise<string> {
  const { call, phase, services } = context;
  const finishOnKey = element.attributes['finishOnKey'] ?? '#';
  const numDigits = integerAttribute(element, 'numDigits', Number.POSITIVE_INFINITY);
  const timeoutSeconds = integerAttribute(element, 'timeout', 5);
  return phase.until((resolve, reject) => {
    const prompting = new Phase(services.clock);
    let digits = '';
    let silence: Timer | undefined;
    const waitForKey = () => {
      silence?.cancel();
      silence = services.clock.after(timeoutSeconds, () => resolve(digits));
    };
    const stopListening = call.keypad.listen((digit) => {
      prompting.cutShort();
      if (digit !== finishOnKey) digits += digit;
      if (digit === finishOnKey || digits.length >= numDigits) resolve(digits);
      else waitForKey();
    });
    runPrompts(element.children, { ...context, phase: prompting }).then(waitForKey, (error) => {
      if (!(error instanceof CutShort)) reject(error);
    });
    return () => {
      stopListening();
      silence?.cancel();
      prompting.cutShort();
    };
  });
}

async function runPrompts(elements: readonly TwimlElement[], context: VerbContext): Promise<void> {
  for (const element of elements) await prompts[element.name]?.(element, context);
}
