import { checkPolicy } from '../config/check-policy.ts';
import { clearOverride, type OperatorOverride, setOverride } from '../lambdas/domain/operator-override.ts';
import { type Configuration, queueNamed } from '../lambdas/domain/queue-config.ts';
import { queueNow } from '../lambdas/domain/queue-now.ts';
import type { QueueState } from '../lambdas/domain/queue-snapshot.ts';
import { runCommand } from './command/command-line.ts';
import { CommandRefused } from './command/command-refused.ts';
import { configurationIn, configurationOf } from './command/stage-configuration.ts';
import { readAssignments } from './operator/assignments.ts';
import { type Order, operator, orderOf, withDefaultUrl } from './operator/command-line.ts';
import { findInstallation } from './operator/installation.ts';
import { report } from './operator/report.ts';
import { readUntil, untilHelp } from './operator/until.ts';

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
  const queue = queueNamed(configuration, order.queue)?.name;
  if (queue === undefined) {
    throw new CommandRefused(
      `there is no queue "${order.queue}": write one of ${configuration.queues.map(({ name }) => name).join(', ')}`,
    );
  }
  const { states, nowMs, name } = await findInstallation(order);
  const state = await states.readNow(queue);
  if (order.action === 'show') return console.log(report(queue, state.operator, nowMs).join('\n'));
  // Two clocks may differ, and a change that is older than the last sample would never reach the log.
  const changedAtMs = Math.max(nowMs, (state.snapshot?.notedAtMs ?? 0) + 1);
  const override = changed({ ...order, queue }, configuration, { state, nowMs: changedAtMs });
  await states.putOperator(queue, override);
  console.log(report(queue, override, changedAtMs).join('\n'));
  console.log(`Written for ${name}. It reaches every caller within five seconds, and every acceptance at once.`);
}

function changed(
  { action, queue, by, why = '', until = '', assignments }: Order,
  configuration: Configuration,
  { state, nowMs }: { state: QueueState; nowMs: number },
): OperatorOverride {
  if (action === 'clear') return clearOverride(state.operator, { by, why }, nowMs);
  const untilMs = readUntil(until, nowMs);
  if (untilMs === undefined) throw new CommandRefused(`--until ${until}: write ${untilHelp}`);
  const configured = queueNamed(configuration, queue);
  const current = configured ? queueNow(configured, state, nowMs).policy : {};
  const reading = checkPolicy(configuration, queue, readAssignments(assignments, current));
  if (!reading.ok) throw new CommandRefused(reading.problems.join('\n'));
  return setOverride(state.operator, { by, why, policy: reading.policy, untilMs }, nowMs);
}
