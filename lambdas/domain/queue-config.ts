import type { Configuration, Language, QueueConfig, QueuePolicy } from '../../config/schema.ts';

export type { CallableNumbers } from '../../config/numbering/callable-numbers.ts';
export type { DialledPrefixes, NumberingPlan } from '../../config/numbering/numbering-plan.ts';
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

/** What the caller's choice of a language makes of a queue. */
export interface InChosenLanguage {
  /** Every URL of the call hands it on; absent where nobody was asked. */
  chosenLanguage?: Language | undefined;
  /** The queue's policy before the caller chose a language; the announcement is written in its language. */
  ownPolicy?: QueuePolicy | undefined;
}

/**
 * The queue as it speaks to a caller who has chosen this language: by the voice in the language's file, without recordings, which are
 * in the queue's own language. A language that is not deployed changes nothing.
 */
export function inLanguage<Queue extends { policy: QueuePolicy } & InChosenLanguage>(
  queue: Queue,
  language: Language | undefined,
  { spoken }: Pick<Configuration, 'spoken'>,
): Queue {
  if (language === undefined || !Object.hasOwn(spoken, language)) return queue;
  const own = queue.ownPolicy ?? queue.policy;
  const voice = spoken[language]?.voice ?? own.voice;
  const policy = language === own.language ? own : { ...own, language, voice, recordings: {} };
  return { ...queue, policy, chosenLanguage: language, ownPolicy: own };
}
