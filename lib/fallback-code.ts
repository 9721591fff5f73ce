import { readFileSync } from 'node:fs';
import type { Configuration } from '../lambdas/domain/queue-config.ts';

/** CloudFront's limit for a function. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html */
const LIMIT_BYTES = 10 * 1024;

/**
 * The whole fallback as one script for CloudFront: the queues, and the handler that answers from them. Nothing else is asked
 * when it runs, so it works when everything else of this stack is gone.
 */
export function fallbackCode({ defaultQueue, queues }: Configuration): string {
  const answers = Object.fromEntries(
    queues.map(({ name, taskRouter, policy }) => [
      name,
      {
        workflowSid: taskRouter.workflowSid,
        timeout: policy.taskTimeoutSeconds,
        priority: policy.priority,
        registrationSeconds: policy.registrationSeconds,
      },
    ]),
  );
  const sipUsers = Object.fromEntries(
    queues.flatMap(({ name, callTarget }) => [
      [callTarget.returnSipUser, { queue: name, isReturn: true, header: callTarget.headerName }],
      [callTarget.chooseHoldSipUser, { queue: name, isReturn: false, header: callTarget.headerName }],
    ]),
  );
  const data = `var defaultQueue = ${JSON.stringify(defaultQueue)};\nvar queues = ${JSON.stringify(answers)};\nvar sipUsers = ${JSON.stringify(sipUsers)};\n`;
  const code = data + readFileSync(new URL('./fallback-handler.js', import.meta.url), 'utf8');
  const bytes = Buffer.byteLength(code);
  if (bytes <= LIMIT_BYTES) return code;
  throw new Error(
    `the fallback of ${queues.length} queues has ${bytes} bytes, CloudFront takes ${LIMIT_BYTES}: deploy some queues as a stage of their own`,
  );
}
