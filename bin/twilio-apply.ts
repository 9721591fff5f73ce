import { desiredTwilio } from '../lambdas/provisioning/desired-state.ts';
import { PlanRefused, reconcile } from '../lambdas/provisioning/reconcile.ts';
import { describeFailure } from '../lambdas/provisioning/twilio-failures.ts';
import { accessTo } from './command/access.ts';
import { CommandRefused, runCommand } from './command/command-line.ts';
import { describeChange } from './command/plan-table.ts';

const PAUSE_MS = 2000;

// Mends what has drifted since the last deploy, with the code of the deploy itself.
await runCommand(async (command) => {
  const access = await accessTo(command);
  try {
    const { configuration, outputs, memory, isDeployed } = access;
    if (!isDeployed) throw new CommandRefused(`callback-${outputs.stage} is not deployed: npx cdk deploy comes first`);
    const changes = await reconcile({
      twilio: await access.twilio(),
      memory,
      desired: desiredTwilio(configuration, outputs),
      onChange: (change) => console.log(describeChange(change)),
      pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
    }).catch((error) => {
      const lines = error instanceof PlanRefused ? error.refusals : [describeFailure(error)];
      throw new CommandRefused(lines.join('\n'));
    });
    console.log(`${changes} ${changes === 1 ? 'change' : 'changes'} made`);
    return true;
  } finally {
    await access.close();
  }
});
