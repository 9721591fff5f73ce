import * as v from 'valibot';
import {
  type BehaviourName,
  behaviourDescriptions,
  cancelAnswers,
  type EncodingName,
  encodings,
  type MindfulSettings,
  requestAnswers,
  webhookNames,
} from '../../mindful/settings.ts';
import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import { booleanField, oneOfField, optional, readFields, textField, wholeNumberField } from './input.ts';

const A_DAY_SECONDS = 24 * 60 * 60;

const fields = optional({
  behaviour: oneOfField(Object.keys(behaviourDescriptions) as BehaviourName[]),
  callbackAfterSeconds: v.nullable(wholeNumberField(0, A_DAY_SECONDS)),
  ecbtSeconds: v.nullable(wholeNumberField(0, A_DAY_SECONDS)),
  headerName: v.nullable(
    textField(/^x-[a-z0-9-]{1,40}$/i, 'Write a header name that begins with "x-", such as "X-User-To-User".'),
  ),
  headerEncoding: oneOfField(Object.keys(encodings) as EncodingName[]),
  widgetState: textField(/^\w{1,60}$/, 'Write a state such as "offer_callback" or "platform_unavailable".'),
  webhook: oneOfField(webhookNames),
  requestAnswer: oneOfField(requestAnswers),
  cancelAnswer: oneOfField(cancelAnswers),
  userDataSet: booleanField,
  retries: wholeNumberField(0, 10),
  retryAfterSeconds: wholeNumberField(1, A_DAY_SECONDS),
  waitsForAgentAnswer: booleanField,
} satisfies { [Name in keyof MindfulSettings]: v.GenericSchema<MindfulSettings[Name]> });

export function showMindful(mindful: SimulatedMindful) {
  return { ...mindful.settings, callbacks: mindful.callbacks(), behaviours: behaviourDescriptions };
}

export function changeMindful(mindful: SimulatedMindful, body: object) {
  mindful.change(readFields(body, fields));
  return showMindful(mindful);
}
