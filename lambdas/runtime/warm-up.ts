import type { Context } from 'aws-lambda';
import { rehearsedCall } from '../middleware/twilio/rehearsed-call.ts';
import type { WebhookHandler } from '../middleware/webhook-handler.ts';
import type { Runtime } from './create-runtime.ts';

/** Lambda gives a starting function two whole processors, and a running one a share: what can be done early should be. */
const WARM_UP_MS = 1500;

/**
 * Opens the connections and reads what the first caller will need while the function starts: the key, and one queue, however many there
 * are; then answers a call that nobody makes, so that the first one is not the first. Bounded, and never a reason not to start: whatever
 * fails here is simply done again by the first request.
 */
export async function warmUp(services: Runtime['services'], handler: WebhookHandler): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WARM_UP_MS);
  });
  await Promise.race([prepare(services, handler).catch(() => {}), limit]);
  clearTimeout(timer);
}

async function prepare(
  { signingKeys, queueStates, configuration }: Runtime['services'],
  handler: WebhookHandler,
): Promise<void> {
  const [keys, queue] = await Promise.allSettled([signingKeys.read(), queueStates.read(configuration.defaultQueue)]);
  if (keys.status === 'rejected' || queue.status === 'rejected') return;
  const [key] = keys.value;
  const context = { getRemainingTimeInMillis: () => WARM_UP_MS } as Context;
  if (key) await handler(rehearsedCall(configuration, key), context);
}
