import { runStageCommand } from './command/access.ts';
import { examine, isHealthy, reportFindings } from './doctor/examination.ts';
import { gatherFacts } from './doctor/facts.ts';
import { sendTestMessages } from './doctor/test-message.ts';

await runStageCommand({
  script: 'doctor',
  summary: `Checks a stage from both ends and says how to mend what is wrong. Changes nothing.
The exit code is 1 if callers could be affected.`,
  switches: { notify: 'also sends a test message to everybody who has subscribed to the alarms' },
  async run(access, on) {
    // A local account starts empty.
    await access.deploy?.();
    const results = examine(await gatherFacts(access));
    console.log(reportFindings(results));
    if (on.has('notify')) console.log((await sendTestMessages(access)).join('\n'));
    return isHealthy(results);
  },
});
