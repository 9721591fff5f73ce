import type { Route } from '../../routes.ts';

/** What sends a webhook: a call, TaskRouter, or whatever a Studio flow was made to send. */
export type Sender = 'call' | 'task-router' | 'studio';

export function senderOf(route: Pick<Route, 'name'>): Sender {
  if (route.name === 'task-events') return 'task-router';
  return route.name.startsWith('wait-time') ? 'studio' : 'call';
}

/** Parameters that a sender always sends, blank at worst. https://www.twilio.com/docs/voice/twiml#request-parameters */
export const requiredParameters: Record<Sender, readonly string[]> = {
  call: ['AccountSid', 'CallSid', 'CallStatus', 'Direction', 'From', 'To'],
  'task-router': ['AccountSid', 'EventType'],
  studio: [],
};
