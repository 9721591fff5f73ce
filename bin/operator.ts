import { checkPolicy } from '../config/check-policy.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { clearOverride, type OperatorOverride, setOverride } from '../lambdas/domain/operator-override.ts';
import { type Configuration, queueNamed } from '../lambdas/domain/queue-config.ts';
import { effectivePolicy, type QueueState } from '../lambdas/domain/queue-snapshot.ts';
import { readAssignments } from './operator/assignments.ts';
import { type Order, readCommandLine, usage } from './operator/command-line.ts';
import { findInstallation } from './operator/installation.ts';
import { report } from './operator/report.ts';
import { readUntil, untilHelp } from './operator/until.ts';

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  if (line.kind === 'help') return console.log(usage);
  if (line.kind === 'wrong') return refuse(line.problem);
  const reading = readConfiguration(line.order.configFile);
  if (!reading.ok) return refuse(...reading.problems);
  try {
    await carryOut(line.order, reading.configuration);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

async function carryOut(order: Order, configuration: Configuration): Promise<void> {
  const { queue } = order;
  if (!queueNamed(configuration, queue)) {
    throw new Error(
      `there is no queue "${queue}": write one of ${configuration.queues.map(({ name }) => name).join(', ')}`,
    );
  }
  const { states, nowMs, name } = await findInstallation(order);
  const state = await states.readNow(queue);
  if (order.action === 'show') return console.log(report(queue, state.operator, nowMs).join('\n'));
  // Two clocks may differ: what is older than the last sample would never reach the log.
  const changedAtMs = Math.max(nowMs, (state.snapshot?.notedAtMs ?? 0) + 1);
  const override = changed(order, configuration, { state, nowMs: changedAtMs });
  await states.putOperator(queue, override);
  console.log(report(queue, override, changedAtMs).join('\n'));
  console.log(`Written for ${name}. Every caller gets it within five seconds, who accepts a callback at once.`);
}

function changed(
  { action, queue, by, why = '', until = '', assignments }: Order,
  configuration: Configuration,
  { state, nowMs }: { state: QueueState; nowMs: number },
): OperatorOverride {
  if (action === 'clear') return clearOverride(state.operator, { by, why }, nowMs);
  const untilMs = readUntil(until, nowMs);
  if (untilMs === undefined) throw new Error(`--until ${until}: write ${untilHelp}`);
  const configured = queueNamed(configuration, queue)?.policy;
  const current = configured ? effectivePolicy(configured, state.operator, nowMs) : {};
  const reading = checkPolicy(configuration, queue, readAssignments(assignments, current));
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return setOverride(state.operator, { by, why, policy: reading.policy, untilMs }, nowMs);
}

function refuse(...problems: string[]): void {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
}

await main();
