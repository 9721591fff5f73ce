const DAY_MS = 24 * 60 * 60 * 1000;

/** As the table is made: see lib/state-table.ts. */
const TABLE_BACKUP_DAYS = 1;

/** https://www.twilio.com/docs/taskrouter/api/event */
const TASKROUTER_EVENT_DAYS = 30;

/** Where a number may be beside the table, each place with the end of its time. docs/personal-data.md says the same for people. */
export function elsewhere(nowMs: number): string[] {
  const until = (days: number) => new Date(nowMs + days * DAY_MS).toISOString();
  return [
    `the table's point-in-time backup, until ${until(TABLE_BACKUP_DAYS)}`,
    'attributes of tasks in TaskRouter, while they are open and five minutes after',
    `TaskRouter's record of its events, until ${until(TASKROUTER_EVENT_DAYS)}`,
    "Twilio's logs of calls and webhooks, recordings and Flex Insights, for as long as your Twilio account keeps them",
    "Mindful's callbacks and reports, for as long as your contract with Mindful says",
    'not in the logs, metrics and traces of this service, which hold no phone number',
  ];
}
