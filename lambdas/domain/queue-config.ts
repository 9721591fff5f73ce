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
  SpokenLanguage,
  Weekday,
} from '../../config/schema.ts';

/** By its name or by one that it had before: a call, a task or a record may be older than the name. */
export function queueNamed({ queues }: Configuration, name: string | undefined): QueueConfig | undefined {
  if (name === undefined) return undefined;
  return queues.find((queue) => queue.name === name) ?? queues.find(({ formerNames }) => formerNames.includes(name));
}

/** The queue for calls that belong to no other; the configuration's check guarantees that it exists. */
export function defaultQueue(configuration: Configuration): QueueConfig {
  const queue = queueNamed(configuration, configuration.defaultQueue);
  if (!queue) throw new Error(`default queue ${configuration.defaultQueue} is not configured`);
  return queue;
}
