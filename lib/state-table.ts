import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { openCallbacksIndex, partitionKey, sortKey, timeToLive } from '../lambdas/adapters/table.ts';

/**
 * Snapshots, operator overrides, breakers and callback records, in one table.
 *
 * - The AWS managed key costs no monthly fee, needs no key policy, and CloudTrail shows its use; DynamoDB keeps the table
 *   key for minutes, so its requests stay within pennies.
 * - It outlives the stack: it holds promises to people. TTL empties a table that nobody writes to any more. A first deploy
 *   that fails leaves none behind.
 * - One day of point-in-time recovery: older items are worthless, and erased phone numbers should not stay recoverable.
 */
export class StateTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      timeToLiveAttribute: timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 1 },
      removalPolicy,
      globalSecondaryIndexes: [
        {
          indexName: openCallbacksIndex.name,
          partitionKey: { name: openCallbacksIndex.partitionKey, type: AttributeType.STRING },
          sortKey: { name: openCallbacksIndex.sortKey, type: AttributeType.NUMBER },
          projectionType: ProjectionType.ALL,
        },
      ],
    });
  }

  /** Snapshots and breakers: all of a queue at once; written one at a time. The operator's override is read alone. */
  grantQueueStates(grantee: IGrantable): void {
    this.grantItems(grantee, 'queue#*', ['Query', 'PutItem']);
    this.grantItems(grantee, 'operator#*', ['GetItem']);
  }

  /** What is remembered of each queue's roster. */
  grantRosters(grantee: IGrantable): void {
    this.grantItems(grantee, 'roster#*', ['GetItem', 'PutItem']);
  }

  /** How many callbacks are accepted in a queue. */
  grantCounting(grantee: IGrantable): void {
    this.grantItems(grantee, 'queue#*', ['UpdateItem']);
  }

  /** That a call has lost its task: noted by some functions for another. */
  grantAbandonedCalls({ writers, reader }: { writers: IGrantable[]; reader: IGrantable }): void {
    for (const writer of writers) this.grantItems(writer, 'abandoned-call#*', ['PutItem']);
    this.grantItems(reader, 'abandoned-call#*', ['GetItem']);
  }

  /** The tasks of a call. */
  grantCallTasks(grantee: IGrantable): void {
    this.grantItems(grantee, 'call#*', ['UpdateItem']);
  }

  /** Which task events have been dealt with; one function reads what happened and deals with the rest. */
  grantHandledEvents({ marker, reader }: { marker: IGrantable; reader: IGrantable }): void {
    this.grantItems(marker, 'events#*', ['PutItem']);
    this.grantItems(reader, 'events#*', ['GetItem', 'PutItem', 'Query']);
  }

  /** Which callbacks to numbers that were keyed in there are. */
  grantKeyedNumbers({ claimer, readers }: { claimer: IGrantable; readers: IGrantable[] }): void {
    this.grantItems(claimer, 'keyed-number#*', ['GetItem', 'UpdateItem']);
    for (const reader of readers) this.grantItems(reader, 'keyed-number#*', ['GetItem']);
  }

  /** What deploys must remember of the Twilio account. */
  grantDeploymentMemory(grantee: IGrantable): void {
    this.grantItems(grantee, 'deployment#*', ['Query', 'PutItem', 'DeleteItem']);
  }

  /** Callback records of known callers: looked up and moved on. */
  grantRecords(grantee: IGrantable): void {
    this.grantItems(grantee, 'caller#*', ['GetItem', 'UpdateItem']);
  }

  grantNewRecords(grantee: IGrantable): void {
    this.grantItems(grantee, 'caller#*', ['PutItem']);
  }

  /** The list of open callbacks of any queue. */
  grantOpenCallbacks(grantee: IGrantable): void {
    const resourceArns = [`${this.table.tableArn}/index/${openCallbacksIndex.name}`];
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns }).assertSuccess();
  }

  private grantItems(grantee: IGrantable, partitionKeys: string, operations: string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions: operations.map((operation) => `dynamodb:${operation}`),
      resourceArns: [this.table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [partitionKeys] } },
    }).assertSuccess();
  }
}
