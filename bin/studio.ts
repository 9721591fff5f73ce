import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inLanguage } from '../lambdas/domain/queue-config.ts';
import type { TwilioClient } from '../lambdas/provisioning/twilio-client.ts';
import { askTwilio } from '../lambdas/provisioning/twilio-failures.ts';
import { runStageCommand } from './command/access.ts';
import { CommandRefused } from './command/command-refused.ts';
import { beforeQueueFlow, onHoldFlow, returnFlow } from './studio/flows.ts';

const FOLDER = resolve(import.meta.dirname, '../dist/studio');
const ofCallers = { 'before-queue': beforeQueueFlow, 'on-hold': onHoldFlow };
const kinds = { ...ofCallers, return: returnFlow };

await runStageCommand({
  script: 'studio',
  summary: `Writes three flows per queue into dist/studio/, and two more for each language of its choice. Import them in Twilio's Studio with "Create new flow",
"Import from JSON".`,
  async run({ configuration, outputs, twilio }) {
    const client = await twilio();
    const folder = join(FOLDER, outputs.stage);
    mkdirSync(folder, { recursive: true });
    for (const queue of configuration.queues) {
      const voiceChannelSid = await voiceChannel(client, queue.taskRouter.workspaceSid);
      const options = { apiUrl: outputs.apiUrl, voiceChannelSid };
      const flows = [
        ...Object.entries(kinds).map(([kind, makeFlow]) => [kind, makeFlow({ queue, ...options })] as const),
        ...queue.languageChoice.flatMap(({ language }) => {
          const spoken = { queue: inLanguage(queue, language, configuration), ...options };
          return Object.entries(ofCallers).map(
            ([kind, makeFlow]) => [`${kind}-${language}`, makeFlow(spoken)] as const,
          );
        }),
      ];
      for (const [kind, flow] of flows) {
        const file = join(folder, `${queue.name}-${kind}.json`);
        writeFileSync(file, `${JSON.stringify(flow, undefined, 2)}\n`);
        console.log(relative(process.cwd(), file));
      }
    }
    return true;
  },
});

/** SID of the workspace's task channel for calls. */
async function voiceChannel({ taskRouter }: TwilioClient, workspaceSid: string): Promise<string> {
  const channels = await askTwilio(() => taskRouter.workspaces(workspaceSid).taskChannels.list());
  const voice = channels.find(({ uniqueName }) => uniqueName === 'voice');
  if (!voice) throw new CommandRefused(`${workspaceSid} has no task channel "voice"`);
  return voice.sid;
}
