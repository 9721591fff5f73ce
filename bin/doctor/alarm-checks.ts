import { type Check, good, lookAt, unknown, wrong } from '../../lambdas/provisioning/finding.ts';
import type { Facts } from './facts.ts';
import { letsAlarmsPublish } from './topic-policy.ts';

/** Whether an alarm that rings is heard. The local contact centre sends none. */
export const alarmChecks: readonly Check<Facts>[] = [
  {
    name: 'alarms may publish to their topic',
    look: ({ alarmTopic }) => {
      if (!alarmTopic.ok)
        return unknown(alarmTopic.problem, 'allow yourself sns:GetTopicAttributes, then run this again');
      if (!alarmTopic.value) return good;
      const { arn, policy } = alarmTopic.value;
      return letsAlarmsPublish(policy, arn)
        ? good
        : wrong(
            `the policy of ${arn} keeps CloudWatch out, so no alarm reaches anybody`,
            'in SNS, allow cloudwatch.amazonaws.com sns:Publish, with aws:SourceAccount your account',
          );
    },
  },
  {
    name: 'somebody has subscribed to the alarms',
    look: ({ alarmTopic }) =>
      alarmTopic.ok && alarmTopic.value?.confirmedSubscriptions === 0
        ? lookAt('nobody has', 'aws sns subscribe, as docs/operations.md says, and confirm the message that comes')
        : good,
  },
];
