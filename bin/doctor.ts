import { accessTo } from './command/access.ts';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { examine, isHealthy, report } from './doctor/examination.ts';
import { gatherFacts } from './doctor/facts.ts';

const doctor = {
  script: 'doctor',
  summary: `Checks a stage from both ends and says how to mend what is wrong. Changes nothing.
The exit code is 1 if callers could be affected.`,
  options: { stage: stageOption, local: localOption },
};

await runCommand(doctor, async (line) => {
  const access = await accessTo(line);
  try {
    // A local account starts empty.
    await access.deploy?.();
    const results = examine(await gatherFacts(access));
    console.log(report(results));
    return isHealthy(results);
  } finally {
    await access.close();
  }
});
