import { accessTo } from './command/access.ts';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { examine, isHealthy, report } from './doctor/examination.ts';
import { gatherFacts } from './doctor/facts.ts';

const doctor = {
  script: 'doctor',
  summary: `Checks a stage from both ends and says how to mend what is wrong. Changes nothing.
Ends with 1 if a caller could come to harm.`,
  options: { stage: stageOption, local: localOption },
};

await runCommand(doctor, async (line) => {
  const access = await accessTo(line);
  try {
    // Nobody else can set up a local account.
    await access.deploy?.();
    const results = examine(await gatherFacts(access));
    console.log(report(results));
    return isHealthy(results);
  } finally {
    await access.close();
  }
});
