import { awsAccess } from './aws-access.ts';
import type { StageAccess } from './stage-access.ts';

export interface StageChoice {
  stage: string;
  options: { local?: boolean };
}

export async function accessTo({ stage, options }: StageChoice): Promise<StageAccess> {
  if (!options.local) return awsAccess(stage);
  // Only `--local` loads the contact centre and all that it needs.
  const { localAccess } = await import('./local-access.ts');
  return localAccess(stage);
}
