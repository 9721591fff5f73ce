import { awsAccess } from './aws-access.ts';
import { localOption, runCommand, stageOption } from './command-line.ts';
import type { StageAccess } from './stage-access.ts';

/** A command that looks at or works on a whole stage, in AWS or on this machine. */
export interface StageCommand {
  script: string;
  summary: string;
  run(access: StageAccess): Promise<boolean>;
}

export function runStageCommand({ run, ...command }: StageCommand): Promise<void> {
  const definition = { ...command, options: { stage: stageOption, local: localOption } };
  return runCommand(definition, async ({ stage, options }) => {
    // Only `--local` loads the contact centre and all that it needs.
    const access = options.local
      ? await (await import('./local-access.ts')).localAccess(stage)
      : await awsAccess(stage);
    try {
      return await run(access);
    } finally {
      await access.close();
    }
  });
}
