import { runStageCommand } from './command/access.ts';
import { examine, isHealthy, reportFindings } from './doctor/examination.ts';
import { gatherFacts } from './doctor/facts.ts';

await runStageCommand({
  script: 'doctor',
  summary: `Checks a stage from both ends and says how to mend what is wrong. Changes nothing.
The exit code is 1 if callers could be affected.`,
  async run(access) {
    // A local account starts empty.
    await access.deploy?.();
    const results = examine(await gatherFacts(access));
    console.log(reportFindings(results));
    return isHealthy(results);
  },
});
