import { awsAccess } from './aws-access.ts';
import type { Command } from './command-line.ts';
import type { StageAccess } from './stage-access.ts';

export async function accessTo(command: Command): Promise<StageAccess> {
  if (!command.local) return awsAccess(command);
  // The contact centre and all it needs is loaded by those alone who ask for it.
  const { localAccess } = await import('./local-access.ts');
  return localAccess(command);
}
