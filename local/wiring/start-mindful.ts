import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { matchRoute } from '../aws/gateway/route-match.ts';
import type { Sampling } from '../aws/lambda/sampling-schedule.ts';
import type { ReturnListener } from '../mindful/callback.ts';
import { mindfulCredentials } from '../mindful/credentials.ts';
import { answerApi } from '../mindful/http-api.ts';
import { SimulatedMindful } from '../mindful/simulated-mindful.ts';
import type { SimulatedTwilio } from '../twilio/simulated-twilio.ts';
import type { SipCall } from '../twilio/sip-domain.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import type { Faults } from '../world/faults/faults.ts';
import { withUpstreamFaults } from '../world/faults/upstream-faults.ts';
import type { WebhookPost } from '../world/faults/webhook-faults.ts';
import type { Floors } from '../world/floors/floors.ts';
import { readRequest, sendJson, serveLocally } from '../world/loopback-server.ts';
import type { CleanUps } from './clean-ups.ts';
import { localSipDomain } from './twilio-account.ts';

export interface StartMindfulOptions {
  queues: readonly QueueConfig[];
  clock: VirtualClock;
  floors: Floors;
  faults: Faults;
  webhookPost: WebhookPost;
  cleanUps: CleanUps;
  /** Where the service is really served. */
  serviceHttpOrigin: string;
}

interface Surroundings {
  twilio: SimulatedTwilio;
  sampling: Sampling;
}

/** Mindful and Twilio call each other, so Mindful is made first and gets to know the others afterwards. */
export async function startMindful(options: StartMindfulOptions) {
  const { queues, clock, floors } = options;
  let surroundings: Surroundings | undefined;
  const mindful: SimulatedMindful = new SimulatedMindful({
    clock,
    callTargets: queues.map(({ name, callTarget: { widget, ...target } }) => ({
      ...target,
      queue: name,
      widgetId: widget?.widgetId,
    })),
    returnLine: { call: (invitation, listener) => surroundings && callBack(surroundings.twilio, invitation, listener) },
    sipDomainName: localSipDomain,
    paceSeconds: (queue) => {
      const forced = surroundings?.sampling.forcedWaitSeconds(queue);
      return forced ?? floors.byQueue.get(queue)?.paceSeconds(mindful.waitingAtHome(queue)) ?? 0;
    },
    postEvent: (event) => void clock.track(postEvent(options, event)),
  });
  return {
    mindful,
    mindfulOrigin: await serveApi(mindful, options),
    connectMindful: (known: Surroundings) => {
      surroundings = known;
    },
  };
}

function callBack(twilio: SimulatedTwilio, invitation: SipCall, listener: ReturnListener): void {
  const answer = twilio.sipCall(invitation, { connected: () => listener.onAgent(), ended: () => listener.onEnd() });
  if ('refused' in answer) listener.onEnd();
}

/** Mindful ignores the answer. */
async function postEvent({ serviceHttpOrigin, webhookPost }: StartMindfulOptions, event: object): Promise<void> {
  const path = `/mindful-events/${mindfulCredentials.webhookKey}`;
  await webhookPost.deliver(matchRoute('POST', path), async () => {
    try {
      await fetch(`${serviceHttpOrigin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
    } catch {
      // The service cannot be reached, so the event is lost.
    }
  });
}

const BODY_LIMIT_BYTES = 100_000;

async function serveApi(mindful: SimulatedMindful, { faults, cleanUps }: StartMindfulOptions): Promise<string> {
  const serve = withUpstreamFaults(faults, 'mindful', async (request, response) => {
    const { status, json } = answerApi(mindful, await readRequest(request, BODY_LIMIT_BYTES));
    if (status > 0) sendJson(response, status, json);
  });
  const server = await serveLocally(serve);
  cleanUps.add(server.stop);
  return server.origin;
}
