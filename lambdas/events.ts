import { MindfulSecret } from './adapters/mindful-secret.ts';
import { webhookHandler } from './middleware/webhook-handler.ts';
import type { RoutesOf } from './routes.ts';
import { createRuntime } from './runtime.ts';
import { mindfulEvents } from './steps/watch/mindful-events.ts';
import { taskEvents } from './steps/watch/task-events.ts';
import type { Step } from './webhook.ts';

/** What happens beside the calls: bursts of it must never take a caller's turn, so it has a function of its own. */
const steps: Record<RoutesOf<'events'>, Step> = {
  'task-events': taskEvents,
  'mindful-events': mindfulEvents,
};

const { services, environment, secrets, write } = createRuntime(import.meta.url);
const mindfulKeys = new MindfulSecret(secrets, environment.MINDFUL_SECRET_NAME, services.nowMs);

export const handler = webhookHandler(steps, { ...services, mindfulKeys }, write);
