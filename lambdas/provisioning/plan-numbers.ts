import type { ActualTwilio } from './actual-state.ts';
import type { DesiredNumber, DesiredTwilio } from './desired-state.ts';
import type { Remembered } from './memory.ts';
import { isOwn, type OwnOrigins, otherStage } from './own-origins.ts';
import { type Change, differencesBetween, type Plan, worthRemembering } from './plan.ts';
import type { PhoneNumberResource } from './twilio-resources.ts';

/** Twilio's own greeting, which every new number has. */
const UNUSED = /^https:\/\/demo\.twilio\.com\//;

/** Every number's webhooks, and the ones that are no longer configured given back. */
export function planNumbers(desired: DesiredTwilio, actual: ActualTwilio): Plan {
  const plans = desired.numbers.map((wanted) => planNumber(wanted, desired, actual));
  const dropped = actual.remembered.filter(
    ({ kind, name }) => kind === 'number' && !desired.numbers.some(({ phoneNumber }) => phoneNumber === name),
  );
  return {
    changes: [...plans.flatMap(({ changes }) => changes), ...dropped.flatMap((item) => giveBack(item, actual))],
    refusals: plans.flatMap(({ refusals }) => refusals),
  };
}

function planNumber(wanted: DesiredNumber, { takeOver }: DesiredTwilio, actual: ActualTwilio): Plan {
  const { phoneNumber, settings, queue } = wanted;
  const number = actual.numbers.find((candidate) => candidate.phoneNumber === phoneNumber);
  if (!number) {
    const refusal = `${phoneNumber} of queue ${queue} is not a number of this Twilio account: buy or port it, or correct the configuration`;
    return { changes: [], refusals: [refusal] };
  }
  const differences = differencesBetween(number.settings, settings);
  if (differences.length === 0) return { changes: [], refusals: [] };
  const { sid } = number;
  if (actual.remembered.some((item) => item.sid === sid)) {
    const stage = otherStage(number.settings['voiceUrl'], actual.origins);
    if (stage !== undefined) {
      const refusal = `${phoneNumber} of queue ${queue} has been taken over by another stage (${stage}): take it out of this stage's configuration, or point it elsewhere in Twilio first`;
      return { changes: [], refusals: [refusal] };
    }
    return { changes: [{ kind: 'update-number', sid, name: phoneNumber, differences }], refusals: [] };
  }
  const owner = otherOwner(number, actual.origins);
  if (owner && !takeOver.includes(phoneNumber)) {
    const refusal = `${phoneNumber} of queue ${queue} is answered by ${owner}: add "${phoneNumber}" to twilio.takeOver to take it over (deleting the stack gives it back)`;
    return { changes: [], refusals: [refusal] };
  }
  const previous = worthRemembering(number.settings, settings, actual.origins);
  const remember: Remembered = { sid, name: phoneNumber, kind: 'number', settings: previous };
  return { changes: [{ kind: 'update-number', sid, name: phoneNumber, differences, remember }], refusals: [] };
}

/** Who answers the number now, if anybody does. */
function otherOwner({ settings }: PhoneNumberResource, origins: OwnOrigins): string | undefined {
  const { trunkSid, voiceApplicationSid, voiceUrl } = settings;
  if (trunkSid) return `SIP trunk ${trunkSid}`;
  if (voiceApplicationSid) return `TwiML application ${voiceApplicationSid}`;
  if (!voiceUrl || UNUSED.test(voiceUrl) || isOwn(voiceUrl, origins)) return undefined;
  return voiceUrl;
}

/** Somebody who has pointed the number elsewhere since, be it to another stage, knows better than the memory. */
function giveBack({ sid, name, settings }: Remembered, actual: ActualTwilio): Change[] {
  const number = actual.numbers.find((candidate) => candidate.sid === sid);
  const forget: Change = { kind: 'forget', sid, name };
  if (!number || !isOwn(number.settings['voiceUrl'], actual.origins)) return [forget];
  const differences = differencesBetween(number.settings, settings);
  if (differences.length === 0) return [forget];
  return [{ kind: 'update-number', sid, name, differences }, forget];
}
