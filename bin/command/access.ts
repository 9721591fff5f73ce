import { awsAccess } from './aws-access.ts';
import { localOption, runCommand, stageOption } from './command-line.ts';
import type { StageAccess } from './stage-access.ts';

/** A command that looks at or works on a whole stage, in AWS or on this machine. */
export interface StageCommand<Switch extends string> {
  script: string;
  summary: string;
  /** Switches of its own, with what they do. */
  switches?: Readonly<Record<Switch, string>>;
  run(access: StageAccess, on: ReadonlySet<Switch>): Promise<boolean>;
}

export function runStageCommand<Switch extends string = never>(command: StageCommand<Switch>): Promise<void> {
  const { run, switches, ...rest } = command;
  const own = Object.entries<string>(switches ?? {}).map(([name, help]) => [name, { help }] as const);
  const definition = { ...rest, options: { stage: stageOption, local: localOption, ...Object.fromEntries(own) } };
  return runCommand(definition, async ({ stage, options }) => {
    // Only `--local` loads the contact centre and all that it needs.
    const access = options.local
      ? await (await import('./local-access.ts')).localAccess(stage)
      : await awsAccess(stage);
    try {
      return await run(access, new Set(Object.keys(options) as Switch[]));
    } finally {
      await access.close();
    }
  });
}
