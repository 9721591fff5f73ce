import { handledEvents } from '../domain/task/task-event.ts';
import type { ActualTwilio } from './actual-state.ts';
import type { DesiredTwilio, DesiredWorkspace } from './desired-state.ts';
import { isOwn, type OwnOrigins } from './own-origins.ts';
import { type Change, differencesBetween, type Plan, worthRemembering } from './plan.ts';
import type { WorkspaceResource } from './twilio-resources.ts';

const EVENT_STREAM_TYPES = handledEvents.map((event) => `com.twilio.taskrouter.${event}`);

/**
 * How TaskRouter's events reach this service: by the workspace's event callback, of which there is one; if somebody else has
 * it, by an Event Streams sink. Never by both, or each event would be counted twice.
 */
export function planEvents(desired: DesiredTwilio, actual: ActualTwilio): Plan {
  const pairs = desired.workspaces.map((wanted) => ({
    wanted,
    workspace: actual.workspaces.find(({ sid }) => sid === wanted.sid),
  }));
  const refusals = pairs.flatMap(({ wanted, workspace }) =>
    workspace ? [] : [`workspace ${wanted.sid} does not exist in this Twilio account: correct taskRouter.workspaceSid`],
  );
  if (refusals.length > 0) return { changes: [], refusals };
  const taken = pairs.some(({ workspace }) => isTaken(workspace, actual.origins));
  const [first] = desired.workspaces;
  const destination = taken ? first?.settings['eventCallbackUrl']?.split('#')[0] : undefined;
  const dropped = actual.remembered.filter(
    ({ kind, sid }) => kind === 'workspace' && (taken || !desired.workspaces.some((wanted) => wanted.sid === sid)),
  );
  return {
    changes: [
      ...(taken ? [] : pairs.flatMap(({ wanted, workspace }) => planCallback(wanted, workspace, actual))),
      ...planSink(desired.owner, destination, actual),
      ...dropped.flatMap(({ sid }) => giveBack(sid, actual)),
    ],
    refusals,
  };
}

function isTaken(workspace: WorkspaceResource | undefined, origins: OwnOrigins): boolean {
  const present = workspace?.settings['eventCallbackUrl'] ?? '';
  return present !== '' && !isOwn(present, origins);
}

function planCallback(
  { sid, settings }: DesiredWorkspace,
  workspace: WorkspaceResource | undefined,
  actual: ActualTwilio,
): Change[] {
  const present = workspace?.settings ?? {};
  const differences = differencesBetween(present, settings);
  if (differences.length === 0) return [];
  const change = { kind: 'update-workspace', sid, name: sid, differences } as const;
  if (actual.remembered.some((item) => item.sid === sid)) return [change];
  const previous = worthRemembering(present, settings, actual.origins);
  return [{ ...change, remember: { sid, name: sid, kind: 'workspace', settings: previous } }];
}

/** One sink and one subscription when there is a destination, none otherwise. Neither can be changed, only made anew. */
function planSink(owner: string, destination: string | undefined, { sinks, subscriptions }: ActualTwilio): Change[] {
  const description = destination === undefined ? owner : sinkDescription(owner);
  const sink = sinks.find(
    (candidate) => candidate.destination === destination && candidate.description === description,
  );
  const kept =
    sink && subscriptions.find((candidate) => candidate.sinkSid === sink.sid && candidate.description === description);
  const own = ({ description: text }: { description: string }) => text === owner || text.startsWith(`${owner} `);
  const drop: Change[] = [
    ...subscriptions
      .filter((candidate) => candidate !== kept && own(candidate))
      .map(({ sid, description: text }) => ({ kind: 'delete-subscription', sid, description: text }) as const),
    ...sinks
      .filter((candidate) => candidate !== sink && own(candidate))
      .map(({ sid, description: text }) => ({ kind: 'delete-sink', sid, description: text }) as const),
  ];
  if (destination === undefined) return drop;
  return [
    ...(sink ? [] : [{ kind: 'create-sink', description, destination } as const]),
    ...(kept
      ? []
      : [{ kind: 'create-subscription', description, sinkSid: sink?.sid, types: EVENT_STREAM_TYPES } as const]),
    ...drop,
  ];
}

/** The events are in the description, so that a change of them is a difference. */
function sinkDescription(owner: string): string {
  return `${owner} (${handledEvents.join(', ')})`;
}

function giveBack(sid: string, actual: ActualTwilio): Change[] {
  const workspace = actual.workspaces.find((candidate) => candidate.sid === sid);
  const remembered = actual.remembered.find((item) => item.sid === sid);
  const forget: Change = { kind: 'forget', sid, name: sid };
  if (!workspace || !remembered || !isOwn(workspace.settings['eventCallbackUrl'], actual.origins)) return [forget];
  const differences = differencesBetween(workspace.settings, remembered.settings);
  return differences.length > 0 ? [{ kind: 'update-workspace', sid, name: sid, differences }, forget] : [forget];
}
