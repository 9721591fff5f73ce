import { randomUUID } from 'node:crypto';

/** What EventBridge Scheduler sends to a function. */
export function scheduledEvent(nowMs: number) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: '000000000000',
    time: `${new Date(nowMs).toISOString().slice(0, 19)}Z`,
    region: 'us-east-1',
    resources: ['arn:aws:scheduler:us-east-1:000000000000:schedule/default/callback-local-sampling'],
    detail: '{}',
  };
}
