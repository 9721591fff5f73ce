import * as v from 'valibot';
import {
  type BehaviourName,
  behaviourDescriptions,
  type EncodingName,
  encodings,
  type MindfulSettings,
  webhookNames,
} from '../../mindful/settings.ts';
import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import { oneOf, optional, readFields, text, trueOrFalse, wholeNumber } from './input.ts';

const A_DAY_SECONDS = 24 * 60 * 60;

const fields = optional({
  behaviour: oneOf(Object.keys(behaviourDescriptions) as BehaviourName[]),
  callbackAfterSeconds: v.nullable(wholeNumber(0, A_DAY_SECONDS)),
  ecbtSeconds: v.nullable(wholeNumber(0, A_DAY_SECONDS)),
  headerName: v.nullable(
    text(/^x-[a-z0-9-]{1,40}$/i, 'Write a header name that begins with "x-", such as "X-User-To-User".'),
  ),
  headerEncoding: oneOf(Object.keys(encodings) as EncodingName[]),
  widgetState: text(/^\w{1,60}$/, 'Write a state such as "offer_callback" or "platform_unavailable".'),
  webhook: oneOf(webhookNames),
  retries: wholeNumber(0, 10),
  retryAfterSeconds: wholeNumber(1, A_DAY_SECONDS),
  waitsForAgentAnswer: trueOrFalse,
} satisfies { [Name in keyof MindfulSettings]: v.GenericSchema<MindfulSettings[Name]> });

export function showMindful(mindful: SimulatedMindful) {
  return { ...mindful.settings, callbacks: mindful.callbacks(), behaviours: behaviourDescriptions };
}

export function changeMindful(mindful: SimulatedMindful, body: object) {
  mindful.change(readFields(body, fields));
  return showMindful(mindful);
}
