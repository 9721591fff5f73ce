import { toldEvents } from '../../domain/task/task-event.ts';
import { routeAddress } from '../../routes.ts';
import { step } from '../change.ts';
import { type Ownership, ownerName } from '../ownership.ts';
import { ifThere } from '../twilio-failures.ts';
import type { ResourceKind, Resources } from './kind.ts';
import { isTaken, type Workspaces } from './workspace.ts';

export interface DesiredSink {
  description: string;
  destination: string;
}

export interface EventSink extends DesiredSink {
  sid: string;
}

export interface SinkAndWorkspaces {
  eventSinks: Resources<DesiredSink, EventSink>;
  workspaces: Workspaces;
}

/** One Event Streams sink while somebody else has a workspace's event callback, none otherwise. It cannot be changed, only made anew. */
export const eventSinkKind: ResourceKind<DesiredSink, EventSink, Pick<SinkAndWorkspaces, 'workspaces'>> = {
  wanted: ({ defaultQueue }, { apiUrl, stage }) => [
    { description: eventsDescription(stage), destination: routeAddress(apiUrl, 'task-events', { name: defaultQueue }) },
  ],

  async read({ twilio, ownership }) {
    const sinks = await twilio.events.sinks.list();
    return sinks.filter(isOfStage(ownership)).map(({ sid, description, sinkConfiguration }) => ({
      ...{ sid, description },
      destination: String(sinkConfiguration?.destination ?? ''),
    }));
  },

  plan({ twilio, wanted, found, others: { workspaces }, ownership }) {
    const { sinks } = twilio.events;
    const needed = neededSink({ eventSinks: { wanted, found }, workspaces }, ownership);
    const kept = needed && sinkFor(needed, found);
    const missing = needed && !kept ? [needed] : [];
    return {
      build: missing.map(({ description, destination }) =>
        step('create', 'sink', description, async () => {
          // One event a request: a batch would be half done when one of its events fails.
          const sinkConfiguration = { destination, method: 'POST', batch_events: false };
          const { sid } = await sinks.create({ description, sinkConfiguration, sinkType: 'webhook' });
          found.push({ sid, description, destination });
        }),
      ),
      takeDown: found
        .filter((sink) => sink !== kept)
        .map(({ sid, description }) => step('delete', 'sink', description, () => ifThere(() => sinks(sid).remove()))),
    };
  },

  checks: [],
};

/** The events are in the description, so that a change of them is a difference. */
export function eventsDescription(stage: string): string {
  return `${ownerName(stage)} (${toldEvents.join(', ')})`;
}

export function isOfStage({ owner }: Ownership): (resource: { description: string }) => boolean {
  return ({ description }) => description === owner || description.startsWith(`${owner} `);
}

export function neededSink({ eventSinks, workspaces }: SinkAndWorkspaces, ownership: Ownership) {
  return isTaken(workspaces, ownership) ? eventSinks.wanted[0] : undefined;
}

export function sinkFor({ description, destination }: DesiredSink, found: readonly EventSink[]): EventSink | undefined {
  return found.find((sink) => sink.description === description && sink.destination === destination);
}
