import type { WorkspaceInstance } from 'twilio/lib/rest/taskrouter/v1/workspace.js';
import { toldEvents } from '../../domain/task/task-event.ts';
import { routeUrl } from '../../routes.ts';
import { borrow, type Changeable, giveBack } from '../change.ts';
import { good, wrong } from '../finding.ts';
import type { Settings } from '../memory.ts';
import { isOwn, type Ownership } from '../ownership.ts';
import type { TwilioClient } from '../twilio-client.ts';
import { ifThere } from '../twilio-failures.ts';
import { each, type ResourceKind, type Resources } from './kind.ts';

export interface DesiredWorkspace {
  sid: string;
  settings: Settings;
}

type Workspace = Pick<WorkspaceInstance, 'sid' | 'eventCallbackUrl' | 'eventsFilter'>;

export type Workspaces = Resources<DesiredWorkspace, Workspace>;

/**
 * A workspace's event callback, by which TaskRouter's events reach this service. There is one of it; if somebody else has it,
 * they come by an Event Streams sink. Never by both, or each event would be counted twice.
 */
export const workspaceKind: ResourceKind<DesiredWorkspace, Workspace> = {
  wanted: ({ queues, defaultQueue }, { apiUrl }) => {
    const sids = new Set(queues.map(({ taskRouter }) => taskRouter.workspaceSid));
    const eventCallbackUrl = routeUrl(apiUrl, 'task-events', { name: defaultQueue });
    return [...sids].map((sid) => ({ sid, settings: { eventCallbackUrl, eventsFilter: toldEvents.join(',') } }));
  },

  read({ twilio, wanted, ownership: { remembered } }) {
    const sids = [...wanted, ...remembered.filter(({ kind }) => kind === KIND)].map(({ sid }) => sid);
    return each([...new Set(sids)], (sid) => ifThere(() => twilio.taskRouter.workspaces(sid).fetch()));
  },

  plan(planning) {
    const { wanted, found, ownership } = planning;
    const missing = wanted.filter(({ sid }) => !found.some((workspace) => workspace.sid === sid));
    const taken = isTaken(planning, ownership);
    const dropped = ownership.remembered.filter(
      ({ kind, sid }) => kind === KIND && (taken || !wanted.some((workspace) => workspace.sid === sid)),
    );
    return {
      refusals: missing.map(
        ({ sid }) => `workspace ${sid} does not exist in this Twilio account: correct taskRouter.workspaceSid`,
      ),
      build: taken
        ? []
        : wanted.flatMap(({ sid, settings }) => {
            const workspace = found.find((one) => one.sid === sid);
            return workspace ? borrow(KIND, changeable(workspace, planning.twilio), settings, planning) : [];
          }),
      takeDown: dropped.flatMap((item) => {
        const workspace = found.find(({ sid }) => sid === item.sid);
        return giveBack(item, workspace && changeable(workspace, planning.twilio), 'eventCallbackUrl', planning);
      }),
    };
  },

  checks: [
    {
      name: 'every workspace exists',
      look: ({ wanted, found }) => {
        const missing = wanted.find(({ sid }) => !found.some((workspace) => workspace.sid === sid));
        return missing
          ? wrong(`${missing.sid} does not`, 'correct taskRouter.workspaceSid in the configuration')
          : good;
      },
    },
  ],
};

const KIND = 'workspace';

/** Whether somebody else has the event callback of any workspace. */
export function isTaken({ wanted, found }: Workspaces, { origins }: Ownership): boolean {
  return found
    .filter(({ sid }) => wanted.some((workspace) => workspace.sid === sid))
    .some(({ eventCallbackUrl }) => eventCallbackUrl && !isOwn(eventCallbackUrl, origins));
}

function changeable(workspace: Workspace, { taskRouter }: TwilioClient): Changeable {
  const { sid } = workspace;
  const save = (settings: Settings) => taskRouter.workspaces(sid).update(settings);
  return { resource: 'workspace', sid, name: sid, actual: workspace, save };
}
