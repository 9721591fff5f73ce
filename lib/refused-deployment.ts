import { CfnParameter, CfnRule, Fn, type Stack } from 'aws-cdk-lib';
import type { Configuration } from '../lambdas/domain/queue-config.ts';

/** The Account SID of config/example.json, which is no account of Twilio's. */
const EXAMPLE_ACCOUNT = 'AC00000000000000000000000000000001';

/** How the IDs of its Call Targets begin, which are none of Mindful's. */
const EXAMPLE_ID = 'example-';

/** Why a stage is there to be looked at only; `undefined` when it can be deployed. */
export function reasonNotToDeploy(givenStage: unknown, { accountSid, queues }: Configuration): string | undefined {
  if (givenStage === undefined) return 'name the stage to deploy: -c stage=NAME, with its config/NAME.json';
  if (accountSid === EXAMPLE_ACCOUNT) {
    return 'config/*.json of this stage is the unedited example: put in your own accountSid, numbers and SIDs';
  }
  const unedited = queues.findIndex(({ callTarget }) => callTarget.id?.startsWith(EXAMPLE_ID));
  if (unedited >= 0) {
    return `queues[${unedited}].callTarget.id is the example's, by which no callback would be confirmed: put in the ID that Mindful shows, or leave it out`;
  }
  return undefined;
}

/**
 * Makes CloudFormation refuse the template before it creates anything, while it can still be synthesized and looked at. A rule
 * checks parameters, so it is given one whose default is never right.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function refuseDeployment(stack: Stack, reason: string): void {
  const description = 'Not to be set: it says that this template is for looking only';
  const parameter = new CfnParameter(stack, 'Deployable', { type: 'String', default: 'no', description });
  const assert = Fn.conditionContains(['yes'], parameter.valueAsString);
  new CfnRule(stack, 'ForLookingOnly', { assertions: [{ assert, assertDescription: reason }] });
}
