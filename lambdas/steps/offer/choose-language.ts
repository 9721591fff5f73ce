import { inLanguage } from '../../domain/queue-config.ts';
import type { Step } from '../../webhook.ts';
import { askForLanguage } from './ask-for-language.ts';
import { receiveCaller } from './incoming-call.ts';

/** The key of a caller's language, for the whole call. Silence is the first one; another key is asked once more, then it is that too. */
export const chooseLanguage: Step<'choose-language'> = async (webhook, services) => {
  const { queue, parameters, state } = webhook;
  const { Digits: key } = parameters;
  const [first] = queue.languageChoice;
  const pressed = queue.languageChoice.find((one) => one.key === key);
  if (first && !pressed && key !== undefined && state.attempt === undefined) {
    return askForLanguage(webhook, { ...services, again: true });
  }
  const language = (pressed ?? first)?.language;
  const reply = await receiveCaller(
    { ...webhook, queue: inLanguage(queue, language, services.configuration) },
    services,
  );
  return { ...reply, log: { ...reply.log, language } };
};
