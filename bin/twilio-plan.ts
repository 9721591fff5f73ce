import { desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import { readPlan } from '../lambdas/provisioning/reconcile.ts';
import { describeFailure } from '../lambdas/provisioning/twilio-failures.ts';
import { accessTo } from './command/access.ts';
import { CommandRefused, runCommand } from './command/command-line.ts';
import { planTable } from './command/plan-table.ts';

// Shows what a deploy would change in Twilio; changes nothing. Ends with 1 when a deploy would be refused.
await runCommand(async (command) => {
  const access = await accessTo(command);
  try {
    const { configuration, outputs, memory, isDeployed } = access;
    const desired = desiredTwilio(configuration, outputs);
    const plan = await readPlan({ twilio: await access.twilio(), memory, desired }).catch((error) => {
      throw new CommandRefused(describeFailure(error));
    });
    if (!isDeployed) console.log(`callback-${outputs.stage} is not deployed yet: its addresses are shown as .invalid`);
    console.log(planTable(plan));
    return plan.refusals.length === 0;
  } finally {
    await access.close();
  }
});
