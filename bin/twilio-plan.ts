import { desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import { readPlan } from '../lambdas/provisioning/plan.ts';
import { runStageCommand } from './command/access.ts';
import { planTable } from './command/plan-table.ts';

await runStageCommand({
  script: 'twilio:plan',
  summary: `Shows what a deploy would change in Twilio. Changes nothing.
The exit code is 1 if a deploy would be refused.`,
  async run({ configuration, outputs, memory, isDeployed, twilio, nowMs }) {
    const desired = desiredTwilio(configuration, outputs);
    const plan = await readPlan({ twilio: await twilio(), memory, desired, nowMs });
    if (!isDeployed) console.log(`callback-${outputs.stage} is not deployed yet: its addresses are shown as .invalid`);
    console.log(planTable(plan));
    return plan.refusals.length === 0;
  },
});
