import { desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import { PlanRefused, reconcile } from '../lambdas/provisioning/reconcile.ts';
import { accessTo } from './command/access.ts';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { CommandRefused } from './command/command-refused.ts';
import { describeChange } from './command/plan-table.ts';

const PAUSE_MS = 2000;

const twilioApply = {
  script: 'twilio:apply',
  summary: 'Sets Twilio to what the configuration says, as a deploy does, without a deploy.',
  options: { stage: stageOption, local: localOption },
};

await runCommand(twilioApply, async (line) => {
  const access = await accessTo(line);
  try {
    const { configuration, outputs, memory, isDeployed } = access;
    if (!isDeployed)
      throw new CommandRefused(
        `callback-${outputs.stage} is not deployed: npx cdk deploy -c stage=${outputs.stage} comes first`,
      );
    const changes = await reconcile({
      twilio: await access.twilio(),
      memory,
      desired: desiredTwilio(configuration, outputs),
      onChange: (change) => console.log(describeChange(change)),
      pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
    }).catch((error) => {
      throw error instanceof PlanRefused ? new CommandRefused(error.refusals.join('\n')) : error;
    });
    console.log(`${changes} ${changes === 1 ? 'change' : 'changes'} made`);
    return true;
  } finally {
    await access.close();
  }
});
