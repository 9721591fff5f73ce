import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration, QueueConfig } from '../lambdas/domain/queue-config.ts';

/** CloudFront's limit for a function. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html */
const LIMIT_BYTES = 10 * 1024;

/**
 * The fallback as one script for CloudFront: the default queue, and the handler, which looks all others up in CloudFront's store.
 * Nothing of the region is asked when it runs, so it works when everything else of this stack is gone.
 */
export function fallbackCode(configuration: Configuration): string {
  const answers = configuration.queues.map(answerOf);
  const data = `var defaultQueue = ${JSON.stringify(answers.find(({ name }) => name === configuration.defaultQueue))};\n`;
  const head = `import cf from 'cloudfront';\nvar store = cf.kvs();\n`;
  const handler = readFileSync(join(import.meta.dirname, 'fallback-handler.js'), 'utf8');
  const code = head + data + handler.replace(/^\/\/.*\n/gm, '');
  const bytes = Buffer.byteLength(code);
  if (bytes > LIMIT_BYTES) throw new Error(`the fallback has ${bytes} bytes, CloudFront takes ${LIMIT_BYTES}`);
  return code;
}

/**
 * What the script looks up, by the keys that it makes: a queue by its name, the queue of a SIP user, and the plain numbers between
 * which a call is a return. One small value a key, because CloudFront takes 1 KB a value, and 5 MB in all.
 */
export function fallbackData({ queues }: Configuration): Record<string, unknown> {
  const ofQueues = queues.flatMap((queue): [string, unknown][] => [
    [`queue/${queue.name}`, answerOf(queue)],
    [`hold/${queue.callTarget.chooseHoldSipUser}`, queue.name],
    ...queue.returnNumbers.map((number): [string, unknown] => [`to/${queue.name}/${number}`, 1]),
    ...queue.returnCallers.map((number): [string, unknown] => [`from/${queue.name}/${number}`, 1]),
  ]);
  const users = [...new Set(queues.map(({ callTarget }) => callTarget.returnSipUser))];
  return Object.fromEntries([...ofQueues, ...users.map((user) => [`return/${user}`, returnTo(user, queues)])]);
}

function answerOf({ name, taskRouter, callTarget, policy }: QueueConfig) {
  return {
    name,
    workflowSid: taskRouter.workflowSid,
    timeout: policy.taskTimeoutSeconds,
    priority: policy.priority,
    header: callTarget.headerName,
    queueHeader: callTarget.queueHeaderName,
    returnUser: callTarget.returnSipUser,
  };
}

/** Where a return call to a SIP user goes: to the queue that one of the headers names, else to the first of those that share it. */
function returnTo(user: string, queues: readonly QueueConfig[]) {
  const sharing = queues.filter(({ callTarget }) => callTarget.returnSipUser === user);
  const headers = sharing.flatMap(({ callTarget }) => callTarget.queueHeaderName ?? []);
  return { queue: sharing[0]?.name, headers: [...new Set(headers)] };
}
