import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { WebhookHandler } from '../../lambdas/middleware/webhook-handler.ts';
import { fallbackOrigin } from '../../local/aws/edge-function.ts';
import { payloadEvent } from '../../local/aws/gateway/payload-event.ts';
import { proxyResponse } from '../../local/aws/gateway/proxy-response.ts';
import { matchRoute } from '../../local/aws/gateway/route-match.ts';
import { TaskRouterModel } from '../../local/taskrouter/model.ts';
import type { CallFaults } from '../../local/twilio/calls/call-faults.ts';
import { SimulatedTwilio } from '../../local/twilio/simulated-twilio.ts';
import type { SipPeer } from '../../local/twilio/sip-peer.ts';
import { TaskRouterEvents } from '../../local/twilio/task-router-events.ts';
import { TaskRouterQueue } from '../../local/twilio/task-router-queue.ts';
import type { SendWebhook, WebhookReply } from '../../local/twilio/webhook-transport.ts';
import { type WebhookFaults, Webhooks } from '../../local/twilio/webhooks.ts';
import { serviceOrigin, twilioAccount } from '../../local/wiring/twilio-account.ts';
import { VirtualClock } from '../../local/world/clock/clock.ts';
import { callFaults } from '../../local/world/faults/call-faults.ts';
import { Faults } from '../../local/world/faults/faults.ts';
import { WebhookPost } from '../../local/world/faults/webhook-faults.ts';
import { AUTH_TOKEN, NOON_MS } from './builders.ts';
import { lambdaContext, logKeeper, services } from './fakes.ts';
import { memoryTable } from './memory-table.ts';
import { serviceHandler } from './service.ts';

/** A contact centre without sockets: the steps behind their gate in this process, a table in memory, one queue. */
export function quickCentre(
  configuration: Configuration,
  mindful: SipPeer,
  trouble: Partial<CallFaults> = {},
  wire?: WebhookFaults,
) {
  const clock = new VirtualClock(NOON_MS);
  const faults = new Faults();
  const memory = memoryTable();
  const account = twilioAccount(configuration);
  const model = new TaskRouterModel({
    ...{ seed: 1, startMs: NOON_MS, taskQueues: account.taskQueues, workflows: account.workflows },
    behaviour: { acceptDelaySeconds: () => 3, handleSeconds: () => 60, wrapUpSeconds: () => 5 },
  });
  const { queueStates, callbacks } = memory;
  const log = logKeeper();
  const given = { configuration, queueStates, callbacks, nowMs: () => clock.nowMs() };
  const send = sendTo(serviceHandler(services(given), log.write), clock, configuration);
  const webhooks = new Webhooks({
    clock,
    authToken: () => AUTH_TOKEN,
    send,
    faults: wire ?? new WebhookPost(faults, clock, serviceOrigin),
  });
  const { accountSid } = configuration;
  const { workspaceSid, eventCallbackUrl: url } = account;
  const events = new TaskRouterEvents({ webhooks, accountSid, workspaceSid, workspaceName: 'Flex', url });
  const voiceQueue = new TaskRouterQueue({ clock, model, onEvent: (event) => events.send(event) });
  const addresses = configuration.queues.map(({ callTarget }) => `${callTarget.host}:${callTarget.port}`);
  const twilio = new SimulatedTwilio({
    ...{ clock, accountSid, webhooks, voiceQueue, numbers: account.numbers, sipDomains: [account.sipDomain] },
    ...{ workflows: account.workflowLines, faults: { ...callFaults(faults), ...trouble } },
    sipPeers: addresses.map((address) => ({ address, name: 'Mindful', peer: mindful })),
  });
  const staff = (count: number) => {
    model.setWorkerCount({ taskQueueSid: account.taskQueues[0]?.sid ?? '', count }, clock.nowMs());
    voiceQueue.catchUpSoon();
  };
  const tasks = () => model.tasks(account.taskQueues[0]?.sid ?? '', clock.nowMs());
  const cancelTask = (sid: string, reason: string) => {
    model.cancelTask({ sid, reason }, clock.nowMs());
    voiceQueue.catchUpSoon();
  };
  return { clock, faults, twilio, tasks, cancelTask, staff, log, callbacks, table: memory.table };
}

function sendTo(handler: WebhookHandler, clock: VirtualClock, configuration: Configuration): SendWebhook {
  return async ({ method, url, headers, body }): Promise<WebhookReply> => {
    if (url.startsWith(`${fallbackOrigin}/`)) return answer(200, fallbackDocument(configuration));
    const target = url.slice(serviceOrigin.length);
    const match = matchRoute(method, target.split('?')[0] ?? '');
    if (!match) return answer(404, '');
    const request = { method, target, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', body: Buffer.from(body) };
    const event = payloadEvent({ ...request, rawHeaders: Object.entries(headers).flat() }, match, clock.nowMs());
    const { status, body: text } = proxyResponse(await handler(event, lambdaContext()));
    return answer(status, String(text));
  };
}

function answer(status: number, body: string): WebhookReply {
  return { kind: 'answer', status, contentType: 'text/xml', body };
}

function fallbackDocument({ queues }: Configuration): string {
  return `<Response><Enqueue workflowSid="${queues[0]?.taskRouter.workflowSid}"><Task>{}</Task></Enqueue></Response>`;
}
