// @ts-check
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CallbackService } from 'flex-mindful-callback';

const stack = new Stack(new App(), 'contact-centre');

// What the app has already: a topic that wakes somebody.
const onCall = new Topic(stack, 'OnCall');
onCall.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));

const callbacks = new CallbackService(stack, 'Callbacks', {
  stage: 'shop',
  alarmTopic: onCall,
  logRetentionDays: 90,
  configuration: {
    accountSid: 'AC11111111111111111111111111111111',
    queues: [
      {
        name: 'support',
        numbers: ['+14155550100'],
        taskRouter: {
          workspaceSid: 'WS11111111111111111111111111111111',
          workflowSid: 'WW11111111111111111111111111111111',
          taskQueueSid: 'WQ11111111111111111111111111111111',
        },
        callTarget: { number: '+13305550100' },
        policy: { thresholdSeconds: 240 },
      },
    ],
  },
});

// Mindful is told this name, and whoever deploys needs it.
new CfnOutput(stack, 'MindfulCallsBackOn', { value: callbacks.sipDomain });
