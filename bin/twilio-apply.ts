import { desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import { PlanRefused, reconcile } from '../lambdas/provisioning/reconcile.ts';
import { runStageCommand } from './command/access.ts';
import { CommandRefused } from './command/command-refused.ts';
import { describeChange } from './command/plan-table.ts';

const PAUSE_MS = 2000;

await runStageCommand({
  script: 'twilio:apply',
  summary: 'Sets Twilio to what the configuration says, as a deploy does, without a deploy.',
  async run({ configuration, outputs, memory, isDeployed, twilio, nowMs }) {
    if (!isDeployed) {
      throw new CommandRefused(
        `callback-${outputs.stage} is not deployed: npx cdk deploy -c stage=${outputs.stage} comes first`,
      );
    }
    const changes = await reconcile({
      twilio: await twilio(),
      memory,
      nowMs,
      desired: desiredTwilio(configuration, outputs),
      onChange: (change) => console.log(describeChange(change)),
      pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
    }).catch((error) => {
      throw error instanceof PlanRefused ? new CommandRefused(error.refusals.join('\n')) : error;
    });
    console.log(`${changes} ${changes === 1 ? 'change' : 'changes'} made`);
    return true;
  },
});
