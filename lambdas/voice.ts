import { withPreTrafficCheck } from './middleware/pre-traffic-check.ts';
import { createRuntime } from './runtime/create-runtime.ts';
import { voiceHandler } from './runtime/voice-handler.ts';
import { warmUp } from './runtime/warm-up.ts';

const { services, write } = createRuntime(import.meta.url, 'call');

export const handler = withPreTrafficCheck(voiceHandler, services, write);

await warmUp(services, handler);
