import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type {
  AlarmThresholds,
  CallTarget,
  Configuration,
  QueueConfig,
  QueuePolicy,
  StackConfig,
  TwilioConfig,
} from '../lambdas/domain/queue-config.ts';
import { findContradictions } from './contradictions.ts';
import { describeSchemaError } from './schema-errors.ts';
import { defaultVoices } from './voices.ts';

export type ConfigurationReading = { ok: true; configuration: Configuration } | { ok: false; problems: string[] };

/** Reads and checks a configuration file; every problem is a line with its path, the value found and what to write. */
export function readConfiguration(file: string): ConfigurationReading {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { ok: false, problems: [`${file} cannot be read: copy config/example.json there and fill it in`] };
  }
  try {
    return checkConfiguration(JSON.parse(text));
  } catch (error) {
    return { ok: false, problems: [`${file} is not valid JSON: ${error instanceof Error ? error.message : error}`] };
  }
}

/** Checks a parsed configuration and fills in every default. */
export function checkConfiguration(input: unknown): ConfigurationReading {
  const candidate: unknown = structuredClone(input);
  const errors = validate(candidate) ? [] : (validate.errors ?? []);
  // Of a name that cannot be used there are two errors; the other one says why.
  const problems = errors.filter(({ keyword }) => keyword !== 'propertyNames').map(describeSchemaError);
  problems.push(...findContradictions(candidate));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, configuration: complete(candidate as WrittenConfiguration) };
}

const validate = new Ajv({ allErrors: true, useDefaults: true, verbose: true }).compile(
  JSON.parse(readFileSync(new URL('./configuration.schema.json', import.meta.url), 'utf8')),
);

type SipUser = 'returnSipUser' | 'chooseHoldSipUser';
type WrittenCallTarget = Omit<CallTarget, SipUser> & Partial<Pick<CallTarget, SipUser>>;
type WrittenPolicy = Omit<QueuePolicy, 'voice'> & Partial<Pick<QueuePolicy, 'voice'>>;
type WrittenQueue = Omit<QueueConfig, 'callTarget' | 'policy'> & {
  callTarget: WrittenCallTarget;
  policy: WrittenPolicy;
};

/** What the schema guarantees once its own defaults are in; the rest depends on other fields. */
interface WrittenConfiguration {
  $schema?: string;
  accountSid: string;
  defaultQueue?: string;
  twilio: TwilioConfig;
  queues: WrittenQueue[];
  alarms: AlarmThresholds;
  stack: StackConfig;
}

function complete({ $schema: _, ...written }: WrittenConfiguration): Configuration {
  return {
    ...written,
    defaultQueue: written.defaultQueue ?? written.queues[0]?.name ?? '',
    queues: written.queues.map((queue) => ({
      ...queue,
      callTarget: {
        returnSipUser: `return-${queue.name}`,
        chooseHoldSipUser: `hold-${queue.name}`,
        ...queue.callTarget,
      },
      policy: { voice: defaultVoices[queue.policy.language], ...queue.policy },
    })),
  };
}
