import type { LogLine } from '../../lambdas/log/log-line.ts';
import { mindfulGate, readMindfulWebhook } from '../../lambdas/middleware/mindful/gate.ts';
import { twilioGate } from '../../lambdas/middleware/twilio/gate.ts';
import { readCall, readWaitQuery } from '../../lambdas/middleware/twilio/readers.ts';
import { readTaskRouterEvent } from '../../lambdas/middleware/twilio/task-event.ts';
import { type WebhookHandler, type Wiring, webhookHandler } from '../../lambdas/middleware/webhook-handler.ts';
import type { AdmittedWebhook } from '../../lambdas/middleware/webhook-request.ts';
import { type FunctionName, routeForKey, routes } from '../../lambdas/routes.ts';
import { eventsHandler } from '../../lambdas/runtime/events-handler.ts';
import { voiceHandler } from '../../lambdas/runtime/voice-handler.ts';
import { safeAnswers } from '../../lambdas/steps/safe-answers.ts';
import type { Reply } from '../../lambdas/webhook.ts';
import type { AllServices } from './fakes.ts';

/** Both functions, as they are deployed: the route's own answers. */
export function serviceHandler(services: AllServices, write: (line: LogLine) => void): WebhookHandler {
  const functions = { voice: voiceHandler(services, write), events: eventsHandler(services, write) };
  return (event, context) => functions[routeForKey(event.routeKey)?.function ?? 'voice'](event, context);
}

export const readers = {
  call: readCall,
  studio: readWaitQuery,
  'task-router': readTaskRouterEvent,
  mindful: readMindfulWebhook,
} as const;

export function gatesOf({ signingKeys, mindfulKeys }: Pick<AllServices, 'signingKeys' | 'mindfulKeys'>) {
  return { 'twilio-signature': twilioGate(signingKeys), 'mindful-key': mindfulGate(mindfulKeys) };
}

/** Every route with one step of the test's own. */
export function oneStepHandler(
  step: (webhook: AdmittedWebhook) => Promise<Reply>,
  services: AllServices,
  write: (line: LogLine) => void,
): WebhookHandler {
  return webhookHandler<FunctionName>({
    guards: gatesOf(services),
    readers,
    steps: Object.fromEntries(routes.map(({ name }) => [name, step])) as unknown as Wiring<FunctionName>['steps'],
    safeAnswers,
    services,
    write,
  });
}
