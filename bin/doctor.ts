import { accessTo } from './command/access.ts';
import { runCommand } from './command/command-line.ts';
import { examine, isHealthy, report } from './doctor/examination.ts';
import { gatherFacts } from './doctor/facts.ts';

// Looks at a stage from both ends, says what is wrong and how to mend it. Changes nothing, except that a local account, which
// nobody else can set up, is set up first.
await runCommand(async (command) => {
  const access = await accessTo(command);
  try {
    await access.deploy?.();
    const results = examine(await gatherFacts(access));
    console.log(report(results));
    return isHealthy(results);
  } finally {
    await access.close();
  }
});
