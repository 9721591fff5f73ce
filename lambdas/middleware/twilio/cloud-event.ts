/**
 * An Event Streams event as the parameters of TaskRouter's event callback, which says the same in a form: `task_age` is
 * `TaskAge` there. `undefined` for any other JSON.
 * https://www.twilio.com/docs/events/event-types/taskrouter/task
 */
export function cloudEventParameters(json: Record<string, unknown>): Map<string, string> | undefined {
  const payload = object(object(json['data'])['payload']);
  const { eventtype, account_sid: accountSid } = payload;
  if (json['specversion'] === undefined || typeof eventtype !== 'string' || typeof accountSid !== 'string')
    return undefined;
  const fields = Object.entries(payload).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return new Map(fields.map(([name, value]) => [parameterOf(name), String(value)]));
}

function parameterOf(field: string): string {
  return field === 'eventtype'
    ? 'EventType'
    : field.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
