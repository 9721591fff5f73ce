import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../config/example.json');
export const accountSid = 'AC11111111111111111111111111111111';
export const authToken = '0123456789abcdef0123456789abcdef';

/** A stack of one stage in one region, and a number that callers of that stage dial. */
export interface Place {
  stage: 'prod' | 'pilot';
  region: string;
  number: string;
}

export const prod: Place = { stage: 'prod', region: 'us-east-1', number: '+14155550100' };
export const pilot: Place = { stage: 'pilot', region: 'us-east-1', number: '+14155550180' };
export const abroad: Place = { ...pilot, region: 'eu-west-1' };

const PILOT_WORKSPACE = `WS${'9'.repeat(32)}`;

interface Written {
  accountSid: string;
  queues: { numbers: string[]; returnNumbers?: string[]; taskRouter: { workspaceSid: string }; callTarget: object }[];
}

/** The example with the account and the Call Targets of somebody who went live: the unedited one cannot be deployed. */
function writtenFor({ stage }: Pick<Place, 'stage'>): Written {
  const unedited = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Written;
  const queues = unedited.queues.map((queue, index) => ({
    ...queue,
    callTarget: { ...queue.callTarget, id: String(4380 + index) },
  }));
  const example = { ...unedited, accountSid, queues };
  if (stage === 'prod') return example;
  const [support] = example.queues;
  if (!support) throw new Error('the example has no queue');
  const taskRouter = { ...support.taskRouter, workspaceSid: PILOT_WORKSPACE };
  return { ...example, queues: [{ ...support, numbers: [pilot.number], returnNumbers: [], taskRouter }] };
}

export function configurationFor(place: Pick<Place, 'stage'>): Configuration {
  const reading = checkConfiguration(writtenFor(place));
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** Where the deploy reads it. `taken` is a number of another stage, with the word to take it over. */
export function writeConfiguration(folder: string, place: Pick<Place, 'stage'>, taken?: string): void {
  const written = writtenFor(place);
  const [first, ...others] = written.queues;
  const taking = first && {
    queues: [{ ...first, numbers: [...first.numbers, taken] }, ...others],
    twilio: { takeOver: [taken] },
  };
  const text = JSON.stringify({ ...written, ...(taken !== undefined && taking) });
  writeFileSync(join(folder, `config/${place.stage}.json`), text);
}
