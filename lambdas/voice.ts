import { webhookHandler } from './middleware/webhook-handler.ts';
import { prime } from './prime.ts';
import { createRuntime } from './runtime.ts';
import { voiceSteps } from './voice-steps.ts';

const { services, write } = createRuntime(import.meta.url, 'call');

await prime(services);

export const handler = webhookHandler(voiceSteps, services, write);
