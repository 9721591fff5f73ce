import { desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import { readPlan } from '../lambdas/provisioning/reconcile.ts';
import { accessTo } from './command/access.ts';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { planTable } from './command/plan-table.ts';

const twilioPlan = {
  script: 'twilio:plan',
  summary: `Shows what a deploy would change in Twilio. Changes nothing.
The exit code is 1 if a deploy would be refused.`,
  options: { stage: stageOption, local: localOption },
};

await runCommand(twilioPlan, async (line) => {
  const access = await accessTo(line);
  try {
    const { configuration, outputs, memory, isDeployed } = access;
    const desired = desiredTwilio(configuration, outputs);
    const plan = await readPlan({ twilio: await access.twilio(), memory, desired });
    if (!isDeployed) console.log(`callback-${outputs.stage} is not deployed yet: its addresses are shown as .invalid`);
    console.log(planTable(plan));
    return plan.refusals.length === 0;
  } finally {
    await access.close();
  }
});
