import type { StageAccess } from '../command/stage-access.ts';

/** What an alarm would travel, so that somebody sees it arrive. Returns what was done, a line each. */
export async function sendTestMessages({ alarmTopics, notify, outputs }: StageAccess): Promise<string[]> {
  const topics = await alarmTopics();
  if (topics.length === 0) return ['no test message: there is no topic here'];
  const message = {
    subject: `TEST: callback-${outputs.stage}`,
    text: `This is a test of the alarms of callback-${outputs.stage}. Nothing is wrong, and there is nothing to do.`,
  };
  await Promise.all(topics.map(({ arn }) => notify(arn, message)));
  return topics.map(
    ({ arn, confirmedSubscriptions: count }) =>
      `test message sent to ${arn}: ${count} ${count === 1 ? 'subscriber' : 'subscribers'}`,
  );
}
