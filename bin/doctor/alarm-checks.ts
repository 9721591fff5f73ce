import { type Check, good, lookAt, unknown, wrong } from '../../lambdas/provisioning/finding.ts';
import type { Facts } from './facts.ts';
import { letsAlarmsPublish } from './topic-policy.ts';

/** Whether an alarm that rings is heard. The local contact centre sends none. */
export const alarmChecks: readonly Check<Facts>[] = [
  {
    name: 'alarms may publish to their topic',
    look: ({ alarmTopics }) => {
      if (!alarmTopics.ok)
        return unknown(alarmTopics.problem, 'allow yourself sns:GetTopicAttributes, then run this again');
      const closed = alarmTopics.value.find(({ policy, arn }) => !letsAlarmsPublish(policy, arn));
      if (!closed) return good;
      return wrong(
        `the policy of ${closed.arn} keeps CloudWatch out, so no alarm reaches anybody`,
        'in SNS, allow cloudwatch.amazonaws.com sns:Publish, with aws:SourceAccount your account',
      );
    },
  },
  {
    name: 'somebody has subscribed to the alarms',
    look: ({ alarmTopics }) => {
      const unheard =
        alarmTopics.ok && alarmTopics.value.find(({ confirmedSubscriptions }) => confirmedSubscriptions === 0);
      if (!unheard) return good;
      const todo = 'aws sns subscribe, as docs/operations.md says, and confirm the message that comes';
      return lookAt(`nobody has subscribed to ${unheard.arn}`, todo);
    },
  },
];
