/**
 * An event's fields as TaskRouter keeps and streams them, under the names that its event callback has: `task_age` is `TaskAge`
 * there. What is neither text nor a number is left out.
 * https://www.twilio.com/docs/taskrouter/api/event
 * https://www.twilio.com/docs/events/event-types/taskrouter/task
 */
export function callbackParameters(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const written = Object.entries(fields).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return Object.fromEntries(written.map(([name, value]) => [parameterOf(name), String(value)]));
}

function parameterOf(field: string): string {
  return field.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
