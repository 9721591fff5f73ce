import type { IncomingPhoneNumberInstance as PhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import { documentOverrides, routeUrl } from '../../routes.ts';
import { borrow, type Changeable, differencesBetween, giveBack, settingOf } from '../change.ts';
import { apply, type Check, type Finding, firstOf, good, wrong } from '../finding.ts';
import type { Remembered, Settings } from '../memory.ts';
import { isOwn, type Ownership, otherStage } from '../ownership.ts';
import type { StackOutputs } from '../stack-outputs.ts';
import type { TwilioClient } from '../twilio-client.ts';
import { ifThere } from '../twilio-failures.ts';
import { each, type KindPlan, type Planning, type ResourceKind, type Resources } from './kind.ts';
import { withoutOverrides } from './webhook-overrides.ts';

export interface DesiredNumber {
  phoneNumber: string;
  queue: string;
  settings: Settings;
}

/** How a number's calls are answered. A number with an application or a trunk ignores its own Voice URL. */
type PhoneNumber = Pick<PhoneNumberInstance, 'sid' | 'phoneNumber' | 'voiceUrl' | 'voiceApplicationSid' | 'trunkSid'>;

/** Callers reach the numbers. The ones that are no longer configured are given back. */
export const phoneNumberKind: ResourceKind<DesiredNumber, PhoneNumber> = {
  wanted: ({ queues }, outputs) =>
    queues.flatMap(({ name: queue, numbers, returnNumbers }) => {
      const answeredBy = (route: 'incoming-call' | 'return-call') => (phoneNumber: string) => ({
        phoneNumber,
        queue,
        settings: settingsOf(queue, route, outputs),
      });
      return [...numbers.map(answeredBy('incoming-call')), ...returnNumbers.map(answeredBy('return-call'))];
    }),

  async read({ twilio: { account }, wanted, ownership: { remembered } }) {
    const configured = await each(wanted, async ({ phoneNumber }) => {
      const found = await account.incomingPhoneNumbers.list({ phoneNumber });
      return found.filter((number) => number.phoneNumber === phoneNumber);
    });
    const present = configured.flat();
    const others = remembered.filter(({ kind, sid }) => kind === KIND && !present.some((number) => number.sid === sid));
    const read = ({ sid }: Remembered) => ifThere(() => account.incomingPhoneNumbers(sid).fetch());
    return [...present, ...(await each(others, read))];
  },

  plan(planning) {
    const { wanted, found, twilio, ownership } = planning;
    const plans = wanted.map((number) => planNumber(number, planning));
    const dropped = ownership.remembered.filter(
      ({ kind, name }) => kind === KIND && !wanted.some(({ phoneNumber }) => phoneNumber === name),
    );
    return {
      refusals: plans.flatMap(({ refusals = [] }) => refusals),
      build: plans.flatMap(({ build = [] }) => build),
      takeDown: dropped.flatMap((item) => {
        const number = found.find(({ sid }) => sid === item.sid);
        return giveBack(item, number && changeable(number, twilio), 'voiceUrl', planning);
      }),
    };
  },

  checks: [
    {
      name: 'every number is in the account',
      look: everyNumber(({ phoneNumber }, number) =>
        number ? good : wrong(`${phoneNumber} is not`, 'buy or port it, or correct numbers in the configuration'),
      ),
    },
    {
      name: 'no number is bound to a trunk or an application',
      look: everyNumber(({ phoneNumber }, number) => {
        const other = number?.trunkSid || number?.voiceApplicationSid;
        return other ? wrong(`${phoneNumber} is bound to ${other} and ignores its Voice URL`, apply) : good;
      }),
    },
    sameSettings("every number's Voice URL is this service's", ['voiceUrl', 'voiceMethod'], withoutOverrides),
    {
      name: "every number's Voice URL tells Twilio how often to try",
      look: everyNumber(({ phoneNumber, settings: { voiceUrl } }, number) => {
        const isOurs = withoutOverrides(number?.voiceUrl) === withoutOverrides(voiceUrl);
        return isOurs && number?.voiceUrl !== voiceUrl
          ? wrong(`${phoneNumber} has other overrides after the #`, apply)
          : good;
      }),
    },
    sameSettings('every number has its fallback, asked by GET', ['voiceFallbackUrl', 'voiceFallbackMethod']),
    sameSettings('every number reports ended calls', ['statusCallback', 'statusCallbackMethod']),
  ],
};

const KIND = 'number';

/** Twilio's own greeting, which every new number has. */
const UNUSED = /^https:\/\/demo\.twilio\.com\//;

function settingsOf(
  queue: string,
  route: 'incoming-call' | 'return-call',
  { apiUrl, fallbackUrl }: StackOutputs,
): Settings {
  return {
    voiceUrl: routeUrl(apiUrl, route, { name: queue }),
    voiceMethod: 'POST',
    voiceFallbackUrl: `${fallbackUrl}/queues/${queue}${documentOverrides}`,
    voiceFallbackMethod: 'GET',
    statusCallback: routeUrl(apiUrl, 'call-ended', { name: queue }),
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
    trunkSid: '',
  };
}

function planNumber(wanted: DesiredNumber, planning: Planning<DesiredNumber, PhoneNumber, unknown>): KindPlan {
  const { found, twilio, ownership } = planning;
  const { phoneNumber, settings, queue } = wanted;
  const refuse = (problem: string) => ({ refusals: [`${phoneNumber} of queue ${queue} ${problem}`] });
  const number = found.find((candidate) => candidate.phoneNumber === phoneNumber);
  if (!number) return refuse('is not a number of this Twilio account: buy or port it, or correct the configuration');
  if (differencesBetween(number, settings).length === 0) return {};
  const isRemembered = ownership.remembered.some(({ sid }) => sid === number.sid);
  const stage = otherStage(number.voiceUrl, ownership.origins);
  if (isRemembered && stage !== undefined) {
    return refuse(
      `has been taken over by another stage (${stage}): take it out of this stage's configuration, or point it elsewhere in Twilio first`,
    );
  }
  const owner = isRemembered ? undefined : otherOwner(number, ownership);
  if (owner && !ownership.takeOver.includes(phoneNumber)) {
    return refuse(
      `is answered by ${owner}: add "${phoneNumber}" to twilio.takeOver to take it over (deleting the stack gives it back)`,
    );
  }
  return { build: borrow(KIND, changeable(number, twilio), settings, planning) };
}

/** What else answers the number now. */
function otherOwner({ trunkSid, voiceApplicationSid, voiceUrl }: PhoneNumber, { origins }: Ownership) {
  if (trunkSid) return `SIP trunk ${trunkSid}`;
  if (voiceApplicationSid) return `TwiML application ${voiceApplicationSid}`;
  if (!voiceUrl || UNUSED.test(voiceUrl) || isOwn(voiceUrl, origins)) return undefined;
  return voiceUrl;
}

function changeable(number: PhoneNumber, { account }: TwilioClient): Changeable {
  const { sid, phoneNumber: name } = number;
  const save = (settings: Settings) => account.incomingPhoneNumbers(sid).update(settings);
  return { resource: 'number', sid, name, actual: number, save };
}

type NumberView = Resources<DesiredNumber, PhoneNumber>;

function sameSettings(name: string, compared: string[], simplify = (value = '') => value): Check<NumberView> {
  const look = everyNumber(({ phoneNumber, settings }, number) => {
    const differs = (field: string) => number && simplify(settingOf(number, field)) !== simplify(settings[field]);
    const field = compared.find(differs);
    return number && field
      ? wrong(`${phoneNumber}: ${field} is ${settingOf(number, field) || 'not set'}`, apply)
      : good;
  });
  return { name, look };
}

function everyNumber(look: (wanted: DesiredNumber, number: PhoneNumber | undefined) => Finding) {
  const numberOf = ({ phoneNumber }: DesiredNumber, { found }: NumberView) =>
    found.find((number) => number.phoneNumber === phoneNumber);
  return (numbers: NumberView): Finding => firstOf(numbers.wanted, (one) => look(one, numberOf(one, numbers)));
}
