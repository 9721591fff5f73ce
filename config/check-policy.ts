import { checkConfiguration } from './read-configuration.ts';
import type { Configuration, QueuePolicy } from './schema.ts';

export type PolicyReading = { ok: true; policy: Partial<QueuePolicy> } | { ok: false; problems: string[] };

/** Checks a change of some fields of one queue's policy by the configuration's own schema and rules. */
export function checkPolicy(configuration: Configuration, queueName: string, change: object): PolicyReading {
  const index = configuration.queues.findIndex(({ name }) => name === queueName);
  const queue = configuration.queues[index];
  if (!queue) {
    const names = configuration.queues.map(({ name }) => name).join(', ');
    return { ok: false, problems: [`there is no queue "${queueName}": write one of ${names}`] };
  }
  const { spoken } = configuration;
  const { language } = change as Partial<QueuePolicy>;
  if (typeof language === 'string' && !Object.hasOwn(spoken, language)) {
    const known = Object.keys(spoken).join(', ');
    const problem = `language is "${language}", which is not in this stage: write one of ${known}, or add it to "languages" in the configuration and deploy`;
    return { ok: false, problems: [problem] };
  }
  const queues = configuration.queues.with(index, { ...queue, policy: { ...queue.policy, ...change } });
  const reading = checkConfiguration({ ...configuration, queues });
  if (!reading.ok) return { ok: false, problems: reading.problems.map(withoutPath) };
  const checked = reading.configuration.queues[index]?.policy;
  const policy = Object.entries(checked ?? {}).filter(([name]) => Object.hasOwn(change, name));
  return { ok: true, policy: Object.fromEntries(policy) };
}

function withoutPath(problem: string): string {
  return problem.replace(/^queues\[\d+\]\.policy\./, '');
}
