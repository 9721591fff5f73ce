import type { Runtime } from './create-runtime.ts';

/** Lambda gives a starting function two whole processors, and a running one a share: what can be done early should be. */
const PRIME_MS = 1500;

/**
 * Opens the connections and reads what the first caller will need while the function starts. Bounded, and never a reason not
 * to start: whatever fails here is simply done again by the first request.
 */
export async function prime(services: Runtime['services']): Promise<void> {
  const reads = [
    services.authTokens.read(),
    ...services.configuration.queues.map(({ name }) => services.queueStates.read(name)),
  ];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PRIME_MS);
  });
  await Promise.race([Promise.allSettled(reads), limit]);
  clearTimeout(timer);
}
