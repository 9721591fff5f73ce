import type { Configuration, QueueConfig } from '../../config/schema.ts';

export type {
  CallTarget,
  Configuration,
  EstimatorName,
  FixedSentence,
  InQueueOffer,
  Language,
  MindfulWidget,
  OpeningHours,
  QueueConfig,
  QueuePolicy,
  Weekday,
} from '../../config/schema.ts';

export function queueNamed(configuration: Configuration, name: string | undefined): QueueConfig | undefined {
  return configuration.queues.find((queue) => queue.name === name);
}

/** The queue for calls that belong to no other; the configuration's check guarantees that it exists. */
export function defaultQueue(configuration: Configuration): QueueConfig {
  const queue = queueNamed(configuration, configuration.defaultQueue);
  if (!queue) throw new Error(`default queue ${configuration.defaultQueue} is not configured`);
  return queue;
}
