import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { readConfiguration } from '../../config/read-configuration.ts';
import { startContactCentre } from '../../local/contact-centre.ts';

/** What the functions have asked of others so far. */
export interface Asked {
  table: number;
  secrets: number;
  /** TaskRouter and Mindful: for these no caller waits. */
  upstream: number;
}

/*
 * The local contact centre with so many queues, in a process of its own, without any traffic but that which comes, and at the speed of
 * the real time, so that what is remembered for seconds is. Tells its parent its address, and what the functions have asked whenever it is asked.
 */

const QUEUES = Number(process.argv[2] ?? 1);

const asked: Asked = { table: 0, secrets: 0, upstream: 0 };
subscribe('http.client.request.start', (message) => {
  const { request } = message as { request: ClientRequest };
  const target = String(request.getHeader('x-amz-target') ?? '');
  if (target.startsWith('DynamoDB')) asked.table += 1;
  else if (target.startsWith('secretsmanager')) asked.secrets += 1;
  else asked.upstream += 1;
});
subscribe('undici:request:create', () => {
  asked.upstream += 1;
});

const reading = readConfiguration('config/example.json');
if (!reading.ok) throw new Error(reading.problems.join('\n'));
const { configuration } = reading;
const [first] = configuration.queues;
if (!first) throw new Error('the configuration has no queue');
const queues = Array.from({ length: QUEUES }, (_, index) => ({
  ...first,
  ...(index > 0 && { name: `queue-${index}`, numbers: [], returnNumbers: [] }),
}));
const centre = await startContactCentre({
  configuration: { ...configuration, queues, defaultQueue: first.name },
  speed: 1,
});
process.on('message', () => process.send?.(asked));
process.once('disconnect', () => void centre.stop().then(() => process.exit(0)));
process.send?.(centre.url);
