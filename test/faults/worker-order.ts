import type { Job } from './jobs.ts';

export interface WorkerOrder {
  bundles: string;
  /** Plays the sampler and the provisioner instead of webhooks. */
  background?: { index: number; of: number };
  jobs: Job[];
  /** How much faster than the timers the time of day runs, so that what a function remembers is forgotten between two webhooks. */
  speed: number;
}

export interface Finding {
  variant: string;
  faults: string;
  complaint: string;
}

export interface WorkerReport {
  requests: number;
  /** So many failed in a way that may have been the machine's, and were played once more by themselves. */
  again: number;
  findings: Finding[];
}
