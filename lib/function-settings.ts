/** What the deployed functions get, and the local contact centre imitates. No infrastructure import, so that both can read it. */
export interface FunctionSettings {
  memoryMegabytes: number;
  timeoutSeconds: number;
}

/**
 * Twilio gives up on a webhook after 15 s; the webhooks' own limit is far below, because a caller listens to the silence.
 * Memory buys CPU: 1024 MB keeps the first request after a cold start short for a caller, and nobody waits for the others.
 */
export const functionSettings = {
  voice: { memoryMegabytes: 1024, timeoutSeconds: 5 },
  events: { memoryMegabytes: 512, timeoutSeconds: 5 },
  sampler: { memoryMegabytes: 512, timeoutSeconds: 30 },
  provisioner: { memoryMegabytes: 512, timeoutSeconds: 300 },
} as const satisfies Record<string, FunctionSettings>;

export type BundleName = keyof typeof functionSettings;

export const bundleNames = Object.keys(functionSettings) as BundleName[];
