import { readFileSync } from 'node:fs';
import type { Configuration } from '../lambdas/domain/queue-config.ts';

/** CloudFront's limit for a function. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html */
const LIMIT_BYTES = 10 * 1024;

/**
 * The whole fallback as one script for CloudFront: the queues, and the handler that answers from them. Nothing else is asked
 * when it runs, so it works when everything else of this stack is gone.
 */
export function fallbackCode({ defaultQueue, queues }: Configuration): string {
  const answers = queues.map(({ name, taskRouter, callTarget, policy, returnNumbers, returnCallers }) => ({
    name,
    workflowSid: taskRouter.workflowSid,
    timeout: policy.taskTimeoutSeconds,
    priority: policy.priority,
    registrationSeconds: policy.registrationSeconds,
    header: callTarget.headerName,
    queueHeader: callTarget.queueHeaderName,
    returnUser: callTarget.returnSipUser,
    holdUser: callTarget.chooseHoldSipUser,
    returnNumbers,
    returnCallers,
  }));
  const data = `var defaultQueue = ${JSON.stringify(defaultQueue)};\nvar queues = ${JSON.stringify(answers)};\n`;
  const handler = readFileSync(new URL('./fallback-handler.js', import.meta.url), 'utf8');
  const code = data + handler.replace(/^\/\/.*\n/gm, '');
  const bytes = Buffer.byteLength(code);
  if (bytes <= LIMIT_BYTES) return code;
  throw new Error(
    `the fallback of ${queues.length} queues has ${bytes} bytes, CloudFront takes ${LIMIT_BYTES}: deploy some queues as a stage of their own`,
  );
}
