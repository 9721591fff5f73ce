import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { accessTo } from './command/access.ts';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { CommandRefused } from './command/command-refused.ts';
import { beforeQueueFlow, onHoldFlow, returnFlow } from './studio/flows.ts';

const FOLDER = resolve(import.meta.dirname, '../dist/studio');
const kinds = { 'before-queue': beforeQueueFlow, 'on-hold': onHoldFlow, return: returnFlow };

const studio = {
  script: 'studio',
  summary: `Writes three flows per queue into dist/studio/. Import them in Twilio's Studio with "Create new flow",
"Import from JSON".`,
  options: { stage: stageOption, local: localOption },
};

await runCommand(studio, async (line) => {
  const access = await accessTo(line);
  try {
    const { configuration, outputs } = access;
    const twilio = await access.twilio();
    const folder = join(FOLDER, outputs.stage);
    mkdirSync(folder, { recursive: true });
    for (const queue of configuration.queues) {
      const voiceChannelSid = await twilio.voiceChannel(queue.taskRouter.workspaceSid);
      if (!voiceChannelSid) throw new CommandRefused(`${queue.taskRouter.workspaceSid} has no task channel "voice"`);
      for (const [kind, makeFlow] of Object.entries(kinds)) {
        const file = join(folder, `${queue.name}-${kind}.json`);
        const flow = makeFlow({ queue, apiUrl: outputs.apiUrl, voiceChannelSid });
        writeFileSync(file, `${JSON.stringify(flow, undefined, 2)}\n`);
        console.log(relative(process.cwd(), file));
      }
    }
    return true;
  } finally {
    await access.close();
  }
});
