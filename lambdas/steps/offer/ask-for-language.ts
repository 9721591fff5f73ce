import { type Configuration, inLanguage } from '../../domain/queue-config.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { gatherKey } from '../../twiml/offer.ts';
import { say, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply } from '../../webhook.ts';

/** Each language says its own key, by its own voice. Silence is an answer as well: the same step without a key. */
export function askForLanguage(
  { queue, origin }: CallWebhook,
  { configuration, again }: { configuration: Configuration; again?: boolean },
): Reply {
  const document = new VoiceResponse();
  const chosen = routeUrl(origin, 'choose-language', queue, { attempt: again ? '2' : undefined });
  const gather = gatherKey(document, chosen);
  for (const { key, language } of queue.languageChoice) {
    const { policy } = inLanguage(queue, language, configuration);
    if (again) speak(gather, policy, 'wrongKey');
    say(gather, policy, sentencesIn(language).chooseLanguage(key));
  }
  document.redirect(chosen);
  return { body: { twiml: document.toString() }, log: { decision: 'ask-language' } };
}
