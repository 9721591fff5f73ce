import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../lambdas/domain/queue-now.ts';
import type { QueueState } from '../../lambdas/domain/queue-snapshot.ts';
import { type Check, type Finding, firstOf, good, lookAt, unknown, wrong } from '../../lambdas/provisioning/finding.ts';
import type { Facts } from './facts.ts';

const LARGEST_SKEW_MS = 60_000;

/** The service from outside, and what it knows inside. */
export const serviceChecks: readonly Check<Facts>[] = [
  {
    name: 'the API refuses a stranger',
    look: ({ unsigned }) => {
      if (!unsigned.ok) return wrong(unsigned.problem, 'check that the stack is deployed: npx cdk deploy -c stage=...');
      const { status } = unsigned.value;
      return status === 403 ? good : wrong(`an unsigned request gets ${status}`, 'see the log of the voice function');
    },
  },
  {
    name: 'the API answers Twilio',
    look: ({ signed }) =>
      firstOf([...signed], ([key, answer]) => {
        if (!answer.ok) return good;
        const { status, body } = answer.value;
        if (status === 200 && body.startsWith('{')) return good;
        if (status === 403)
          return wrong(
            `a request signed with ${key} gets 403`,
            'npm run secret -- --stage ...: the functions know another key, or accountSid is wrong',
          );
        return wrong(`a request signed with ${key} gets ${status}`, 'see the log of the voice function');
      }),
  },
  {
    name: 'the clocks agree',
    look: ({ unsigned, nowMs }) => {
      const dateMs = unsigned.ok ? unsigned.value.dateMs : undefined;
      const skewMs = dateMs === undefined ? 0 : Math.abs(dateMs - nowMs);
      return skewMs > LARGEST_SKEW_MS
        ? wrong(
            `this machine is ${Math.round(skewMs / 1000)} s off`,
            'set its clock: ages told here are wrong by as much',
          )
        : good;
    },
  },
  {
    name: 'the fallback answers for every queue',
    look: ({ fallbacks, access }) =>
      firstOf(access.configuration.queues, ({ name, taskRouter }) => {
        const fallback = fallbacks.get(name);
        if (!fallback?.ok) return wrong(`${name}: ${fallback?.problem}`, 'npx cdk deploy -c stage=...');
        const { status, body } = fallback.value;
        const isRight = status === 200 && body.includes(`<Enqueue workflowSid="${taskRouter.workflowSid}">`);
        return isRight
          ? good
          : wrong(`${name} is not put into ${taskRouter.workflowSid}`, 'npx cdk deploy -c stage=...');
      }),
  },
  {
    name: 'the fallback is on other infrastructure',
    look: ({ access: { outputs } }) =>
      new URL(outputs.fallbackUrl).host === new URL(outputs.apiUrl).host
        ? wrong('it has the host of the API', 'deploy the fallback that comes with this service')
        : good,
  },
  everyState('every queue has a fresh snapshot', (queue, state, { nowMs }) => {
    const { name } = queue;
    const { snapshot } = state;
    if (!snapshot) return wrong(`${name} has none`, 'see the log of the sampler function');
    if (queueNow(queue, state, nowMs).snapshot) return good;
    const age = Math.round((nowMs - snapshot.sampledAtMs) / 1000);
    return wrong(`${name}'s is ${age} s old`, 'see the log of the sampler function and its schedule in EventBridge');
  }),
  everyState('the wait of every queue is known', ({ name }, { snapshot }) =>
    snapshot && !snapshot.wait
      ? lookAt(
          `${name}'s is not${snapshot.problem ? ` (${snapshot.problem})` : ''}`,
          'no offers until it is: see the log of the sampler',
        )
      : good,
  ),
  everyState('Mindful takes callbacks', ({ name }, { snapshot }) => {
    const mindful = snapshot?.mindful;
    if (!mindful || mindful.kind === 'offering') return good;
    const what = mindful.kind === 'unknown' ? mindful.problem : `its widget says ${mindful.widgetState}`;
    return lookAt(`${name}: ${what}`, "see the Call Target's hours and state in Mindful");
  }),
  everyState('no transfer has failed just now', ({ name }, { breaker }, { nowMs }) =>
    breaker && breaker.openUntilMs > nowMs
      ? lookAt(
          `${name} makes no offers after a failed transfer`,
          "check Mindful's SIP address, and that Mindful lets Twilio's addresses in",
        )
      : good,
  ),
  everyState('nobody overrides the policy by hand', ({ name }, { operator }, { nowMs }) =>
    operator && operator.untilMs > nowMs
      ? lookAt(`${operator.by} does for ${name} (${operator.why})`, 'it ends by itself; remove it if it is not meant')
      : good,
  ),
  {
    name: "every return number knows Mindful's caller IDs",
    look: ({ access: { configuration } }) => {
      const queue = configuration.queues.find(
        ({ returnNumbers, returnCallers }) => returnNumbers.length > 0 && returnCallers.length === 0,
      );
      if (!queue) return good;
      return lookAt(
        `${queue.name} has returnNumbers and no returnCallers: any call there has priority while a callback is due, and no agent sees whose it is`,
        'write the caller IDs that Mindful calls with into returnCallers, then deploy',
      );
    },
  },
  {
    name: "Mindful's SIP hosts have addresses",
    look: ({ sipHosts }) => {
      const [lost] = [...sipHosts].find(([, resolves]) => !resolves) ?? [];
      return lost
        ? wrong(`${lost} has none`, 'correct callTarget.host: ask Mindful for the host of your region')
        : good;
    },
  },
];

function everyState(
  name: string,
  look: (queue: QueueConfig, state: QueueState, facts: Facts) => Finding,
): Check<Facts> {
  return {
    name,
    look: (facts) =>
      firstOf(facts.access.configuration.queues, (queue) => {
        const state = facts.queues.get(queue.name);
        if (!state?.ok) return unknown(`${queue.name}: ${state?.problem}`, 'check AWS credentials and AWS_REGION');
        return look(queue, state.value, facts);
      }),
  };
}
