import type { FunctionName } from '../routes.ts';
import { beforeDeadline, type Deadline } from './deadline.ts';
import { type CheckServices, problemOfBuild } from './pre-traffic-check.ts';
import type { ProvisionOutcome, ProvisionRequest } from './provision.ts';
import { describeFailure } from './twilio-failures.ts';

/** CloudFormation's name for the resource that stands for a checked build. */
export const CHECKED_BUILD = 'Custom::CheckedBuild';

export interface CheckRequest extends ProvisionRequest {
  OldResourceProperties?: Record<string, unknown>;
}

/**
 * Lets the deploy lead callers to new versions, or not. A version that stood before is not asked again, so that a stack can
 * always roll back, also while the reason why it must is still there.
 */
export async function checkBuild(
  request: CheckRequest,
  services: CheckServices & { deadline: Pick<Deadline, 'remainingMs'> },
): Promise<ProvisionOutcome> {
  const physicalResourceId = request.PhysicalResourceId ?? 'checked-build';
  try {
    const { apiUrl, ...versionArns } = readBuild(request.ResourceProperties);
    const isKnown = request.RequestType === 'Delete' || areKnown(versionArns, request.OldResourceProperties);
    const problem = isKnown
      ? undefined
      : await beforeDeadline(services.deadline, problemOfBuild({ apiUrl, versionArns }, services));
    if (problem === undefined) return { status: 'SUCCESS', reason: 'every answer is as intended', physicalResourceId };
    const reason = `no caller was led to this build: ${withoutNumbers(problem)}`;
    return { status: 'FAILED', reason, physicalResourceId };
  } catch (error) {
    return { status: 'FAILED', reason: describeFailure(error), physicalResourceId };
  }
}

type Build = Record<FunctionName | 'apiUrl', string>;

function readBuild(properties: Record<string, unknown>): Build {
  const text = (name: keyof Build) => String(properties[name] ?? '');
  return { apiUrl: text('apiUrl'), voice: text('voice'), events: text('events') };
}

/** Lambda numbers the versions of a function upwards and uses no number twice. */
function areKnown(versions: Record<FunctionName, string>, before: Record<string, unknown> | undefined): boolean {
  if (before === undefined) return false;
  const numberOf = (arn: unknown) => Number(/:(\d+)$/.exec(String(arn))?.[1] ?? Number.NaN);
  const names = Object.keys(versions) as FunctionName[];
  return names.every((name) => numberOf(versions[name]) <= numberOf(before[name]));
}

function withoutNumbers(text: string): string {
  return text.replace(/\+\d{7,}/g, '[number]');
}
