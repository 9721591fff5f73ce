import { checkPolicy } from '../config/check-policy.ts';
import { clearOverride, type OperatorOverride, setOverride } from '../lambdas/domain/operator-override.ts';
import { type Configuration, type QueueConfig, queueNamed } from '../lambdas/domain/queue-config.ts';
import { queueNow } from '../lambdas/domain/queue-now.ts';
import type { QueueState } from '../lambdas/domain/queue-snapshot.ts';
import { runCommand } from './command/command-line.ts';
import { CommandRefused } from './command/command-refused.ts';
import { configurationIn, configurationOf } from './command/stage-configuration.ts';
import { readAssignments } from './operator/assignments.ts';
import { type Order, operator, orderOf, withDefaultUrl } from './operator/command-line.ts';
import { findInstallation } from './operator/installation.ts';
import { report } from './operator/report.ts';
import { rosterReport } from './operator/roster.ts';
import { readUntil, untilHelp } from './operator/until.ts';
import { zoneOf } from './operator/zoned-time.ts';

await runCommand(
  operator,
  async (line) => {
    const order = orderOf(line);
    const configuration = order.configFile ? configurationIn(order.configFile) : configurationOf(order.stage);
    await carryOut(order, configuration);
    return true;
  },
  withDefaultUrl(process.argv.slice(2)),
);

async function carryOut(order: Order, configuration: Configuration): Promise<void> {
  const queues = queuesOf(order, configuration);
  const { states, rosters, nowMs, name } = await findInstallation(order);
  if (order.action === 'roster') {
    for (const queue of queues) console.log(rosterReport(queue.name, await rosters.read(queue.name)).join('\n'));
    return;
  }
  if (order.action === 'forget-roster') {
    for (const queue of queues) await rosters.forget(queue.name);
    console.log(
      `Forgotten for ${name}: ${queues.map((queue) => queue.name).join(', ')}. It is learned anew from the next sample on.`,
    );
    return;
  }
  const found = await Promise.all(queues.map(async (queue) => ({ queue, state: await states.readNow(queue.name) })));
  if (order.action === 'show') {
    for (const { queue, state } of found) say(queue, state.operator, nowMs);
    return;
  }
  // All of them before the first is written: a mistake in one changes none.
  const changes = found.map(({ queue, state }) => {
    // Two clocks may differ, and a change that is older than the last sample would never reach the log.
    const changedAtMs = Math.max(nowMs, (state.snapshot?.notedAtMs ?? 0) + 1);
    return { queue, changedAtMs, override: changed(order, configuration, { queue, state, nowMs: changedAtMs }) };
  });
  for (const { queue, changedAtMs, override } of changes) {
    await states.putOperator(queue.name, override);
    say(queue, override, changedAtMs);
  }
  console.log(`Written for ${name}. It reaches every caller within five seconds, and every acceptance at once.`);
}

function queuesOf(order: Order, configuration: Configuration): readonly QueueConfig[] {
  if (order.queue === undefined) return configuration.queues;
  const queue = queueNamed(configuration, order.queue);
  if (queue) return [queue];
  throw new CommandRefused(
    `there is no queue "${order.queue}": write one of ${configuration.queues.map(({ name }) => name).join(', ')}`,
  );
}

function say(queue: QueueConfig, override: OperatorOverride | undefined, nowMs: number): void {
  console.log(report(queue, override, nowMs).join('\n'));
}

function changed(
  { action, by, why = '', until = '', assignments }: Order,
  configuration: Configuration,
  { queue, state, nowMs }: { queue: QueueConfig; state: QueueState; nowMs: number },
): OperatorOverride {
  if (action === 'clear') return clearOverride(state.operator, { by, why }, nowMs);
  const untilMs = readUntil(until, nowMs, zoneOf(queue));
  if (untilMs === undefined) throw new CommandRefused(`--until ${until}: write ${untilHelp}`);
  const current = queueNow(queue, state, nowMs).policy;
  const reading = checkPolicy(configuration, queue.name, readAssignments(assignments, current));
  if (!reading.ok) throw new CommandRefused(reading.problems.join('\n'));
  return setOverride(state.operator, { by, why, policy: reading.policy, untilMs }, nowMs);
}
