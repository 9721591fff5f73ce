import { queueProblems } from '../../lambdas/provisioning/queue-problems.ts';
import type { Facts } from './facts.ts';
import { apply, type Check, good, wrong } from './finding.ts';

/** TaskRouter's part: what the configuration names, and the events. */
export const taskRouterChecks: readonly Check[] = [
  {
    name: 'every workspace exists',
    look: ({ twilio, desired }) => {
      const actual = twilio.ok ? twilio.value.workspaces : desired.workspaces;
      const missing = desired.workspaces.find(({ sid }) => !actual.some((workspace) => workspace.sid === sid));
      return missing ? wrong(`${missing.sid} does not`, 'correct taskRouter.workspaceSid in the configuration') : good;
    },
  },
  fromProblems('every workflow exists', /^workflow \w+ of queue .* does not exist/),
  fromProblems('every task queue exists', /^task queue /),
  fromProblems('no workflow overrides the priority of return calls', /which replaces the/),
  {
    name: "TaskRouter's events reach this service",
    look: ({ twilio, desired }) => {
      if (!twilio.ok) return good;
      const url = desired.workspaces[0]?.settings['eventCallbackUrl']?.split('#')[0];
      const bySink = twilio.value.sinks.some(
        ({ sid, destination }) =>
          destination === url && twilio.value.subscriptions.some(({ sinkSid }) => sinkSid === sid),
      );
      const deaf = twilio.value.workspaces.find(({ settings }) => settings['eventCallbackUrl']?.split('#')[0] !== url);
      return deaf && !bySink ? wrong(`those of workspace ${deaf.sid} do not`, apply) : good;
    },
  },
  {
    name: 'TaskRouter sends the events that this service handles',
    look: ({ twilio, desired }) => {
      if (!twilio.ok || twilio.value.sinks.length > 0) return good;
      const wanted = desired.workspaces[0]?.settings['eventsFilter'];
      const other = twilio.value.workspaces.find(({ settings }) => settings['eventsFilter'] !== wanted);
      return other
        ? wrong(`workspace ${other.sid} sends ${other.settings['eventsFilter'] || 'every event'}`, apply)
        : good;
    },
  },
];

/** The problem says itself what to do, after the colon. */
function fromProblems(name: string, pattern: RegExp): Check {
  return {
    name,
    look: ({ twilio, desired }: Facts) => {
      if (!twilio.ok) return good;
      const problem = queueProblems(desired, twilio.value).find((text) => pattern.test(text));
      if (!problem) return good;
      const [what = '', remedy = ''] = problem.split(/: (?=[^:]*$)/);
      return wrong(what, remedy);
    },
  };
}
