import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../../config/schema.ts';
import { NODE } from './installation.ts';
import { median } from './sample.ts';
import { bundled } from './variants.ts';
import { AUTH_TOKEN, callForm, webhookEvent } from './webhooks.ts';

export interface PipelineCost {
  /** On the processor, of one warm hold document. */
  microseconds: number;
  hmacMicroseconds: number;
  ratio: { median: number; ofLeast: number };
}

/** Bundled and on the Node that is deployed, in a process of its own. */
export async function measurePipeline(configuration: Configuration): Promise<PipelineCost> {
  const folder = await bundled('pipeline');
  const input = join(folder, 'input.json');
  const { accountSid } = configuration;
  const kilobyte = Object.values(callForm(accountSid)).join('').padEnd(1024, 'x').slice(0, 1024);
  const event = webhookEvent('hold', accountSid);
  writeFileSync(input, JSON.stringify({ configuration, event, authToken: AUTH_TOKEN, kilobyte }));
  const output = execFileSync(NODE, [join(folder, 'index.mjs'), input], { encoding: 'utf8' });
  const rounds: { webhook: number; hmac: number }[] = JSON.parse(output);
  const [webhooks, hmacs] = [rounds.map(({ webhook }) => webhook), rounds.map(({ hmac }) => hmac)];
  return {
    microseconds: median(webhooks),
    hmacMicroseconds: median(hmacs),
    ratio: {
      median: median(rounds.map(({ webhook, hmac }) => webhook / hmac)),
      ofLeast: Math.min(...webhooks) / Math.min(...hmacs),
    },
  };
}
