import { toldEvents } from '../../domain/task/task-event.ts';
import { step } from '../change.ts';
import { apply, good, wrong } from '../finding.ts';
import { ifThere } from '../twilio-failures.ts';
import { eventsDescription, isOfStage, neededSink, type SinkAndWorkspaces, sinkFor } from './event-sink.ts';
import { known, type ResourceKind } from './kind.ts';
import { withoutOverrides } from './webhook-overrides.ts';

export interface DesiredSubscription {
  description: string;
  types: { type: string }[];
}

export interface EventSubscription {
  sid: string;
  description: string;
  sinkSid: string;
}

/** What the sink gets: one subscription to the events that this service handles. */
export const eventSubscriptionKind: ResourceKind<DesiredSubscription, EventSubscription, SinkAndWorkspaces> = {
  wanted: (_, { stage }) => [
    {
      description: eventsDescription(stage),
      types: toldEvents.map((event) => ({ type: `com.twilio.taskrouter.${event}` })),
    },
  ],

  read: async ({ twilio, ownership }) => (await twilio.events.subscriptions.list()).filter(isOfStage(ownership)),

  plan({ twilio, wanted, found, others, ownership }) {
    const { subscriptions } = twilio.events;
    const sink = neededSink(others, ownership);
    const sinkSid = () => sink && sinkFor(sink, others.eventSinks.found)?.sid;
    const presentSid = sinkSid();
    const kept = found.find((one) => one.sinkSid === presentSid && one.description === sink?.description);
    const missing = sink && !kept ? wanted : [];
    return {
      build: missing.map((subscription) =>
        step('create', 'subscription', subscription.description, () =>
          subscriptions.create({ ...subscription, sinkSid: known(sinkSid()) }),
        ),
      ),
      takeDown: found
        .filter((subscription) => subscription !== kept)
        .map(({ sid, description }) =>
          step('delete', 'subscription', description, () => ifThere(() => subscriptions(sid).remove())),
        ),
    };
  },

  checks: [
    {
      name: "TaskRouter's events reach this service",
      look: ({ found, others: { eventSinks, workspaces } }) => {
        const url = eventSinks.wanted[0]?.destination;
        const bySink = eventSinks.found.some(
          ({ sid, destination }) => destination === url && found.some(({ sinkSid }) => sinkSid === sid),
        );
        const deaf = workspaces.found.find(({ eventCallbackUrl }) => withoutOverrides(eventCallbackUrl) !== url);
        return deaf && !bySink ? wrong(`those of workspace ${deaf.sid} do not`, apply) : good;
      },
    },
    {
      name: 'TaskRouter sends the events that this service handles',
      look: ({ others: { eventSinks, workspaces } }) => {
        if (eventSinks.found.length > 0) return good;
        const wanted = toldEvents.join(',');
        const other = workspaces.found.find(({ eventsFilter }) => eventsFilter !== wanted);
        return other ? wrong(`workspace ${other.sid} sends ${other.eventsFilter || 'every event'}`, apply) : good;
      },
    },
  ],
};
