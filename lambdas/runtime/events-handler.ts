import type { SigningKey } from '../domain/twilio-credentials.ts';
import type { LogLine } from '../log/log-line.ts';
import { mindfulGate, readMindfulWebhook } from '../middleware/mindful/gate.ts';
import { twilioGate } from '../middleware/twilio/gate.ts';
import { readCall } from '../middleware/twilio/readers.ts';
import { readTaskRouterEvent } from '../middleware/twilio/task-event.ts';
import { type WebhookHandler, webhookHandler } from '../middleware/webhook-handler.ts';
import type { EventServices, RotatingKeys } from '../services.ts';
import { learnLanguages } from '../speech/languages.ts';
import { cancelCallback } from '../steps/again/cancel-callback.ts';
import { mindfulEvents } from '../steps/events/mindful-events.ts';
import { taskEvents } from '../steps/events/task-events.ts';
import { register } from '../steps/register/register.ts';
import { safeAnswers } from '../steps/safe-answers.ts';
import { transferProgress } from '../steps/transfer/transfer-progress.ts';

/**
 * What happens beside the calls: bursts of it must never take a caller's turn, so it has a function of its own. Its two steps of a
 * call are those that wait for Mindful.
 */
export function eventsHandler(
  services: EventServices & { signingKeys: RotatingKeys<SigningKey>; mindfulKeys: RotatingKeys<string> },
  write: (line: LogLine) => void,
): WebhookHandler {
  learnLanguages(services.configuration.spoken);
  return webhookHandler<'events'>({
    guards: {
      'twilio-signature': twilioGate(services.signingKeys),
      'mindful-key': mindfulGate(services.mindfulKeys),
    },
    readers: { call: readCall, 'task-router': readTaskRouterEvent, mindful: readMindfulWebhook },
    steps: {
      'task-events': taskEvents,
      'mindful-events': mindfulEvents,
      'transfer-progress': transferProgress,
      register,
      'cancel-callback': cancelCallback,
    },
    safeAnswers,
    services,
    write,
  });
}
