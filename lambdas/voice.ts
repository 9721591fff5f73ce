import { withPreTrafficCheck } from './middleware/pre-traffic-check.ts';
import { createRuntime } from './runtime/create-runtime.ts';
import { prime } from './runtime/warm-up.ts';
import { voiceSteps } from './steps/voice-steps.ts';

const { services, write } = createRuntime(import.meta.url, 'call');

await prime(services);

export const handler = withPreTrafficCheck(voiceSteps, services, write);
