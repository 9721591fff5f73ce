import type { Runtime } from './create-runtime.ts';

/** Lambda gives a starting function two whole processors, and a running one a share: what can be done early should be. */
const WARM_UP_MS = 1500;

/**
 * Opens the connections and reads what the first caller will need while the function starts: the keys, and one queue, however
 * many there are. Bounded, and never a reason not to start: whatever fails here is simply done again by the first request.
 */
export async function warmUp({ signingKeys, queueStates, configuration }: Runtime['services']): Promise<void> {
  const reads = [signingKeys.read(), queueStates.read(configuration.defaultQueue)];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WARM_UP_MS);
  });
  await Promise.race([Promise.allSettled(reads), limit]);
  clearTimeout(timer);
}
