import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { openCallbacksIndex, partitionKey, sortKey, timeToLive } from '../../lambdas/adapters/table.ts';
import { onlyResource, type Resource, synthesizedTemplate } from './synthesized-stack.ts';

const TABLE = 'AWS::DynamoDB::GlobalTable';

describe('the state table', () => {
  let template: Template;
  let id: string;
  let table: Resource;
  beforeAll(() => {
    template = synthesizedTemplate();
    [id, table] = onlyResource(template, TABLE);
  });

  it('is adopted by a new stack under the name that docs/operations.md gives it', () =>
    expect(readFileSync('docs/operations.md', 'utf8')).toContain(
      `--resource-mapping-inline '{"${id}":{"TableName":"TABLE"}}'`,
    ));

  it('has the keys that the adapters write', () =>
    template.hasResourceProperties(TABLE, {
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
    }));

  it('is paid by request', () => template.hasResourceProperties(TABLE, { BillingMode: 'PAY_PER_REQUEST' }));

  it('deletes items by the attribute that the adapters write', () =>
    template.hasResourceProperties(TABLE, { TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true } }));

  it('is encrypted with the key that AWS manages in this account', () =>
    template.hasResourceProperties(TABLE, { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } }));

  it('can be restored to any moment of the last day, and to no older one', () =>
    expect(table.Properties['Replicas']).toMatchObject([
      { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 } },
    ]));

  it('stays in one region', () => expect(table.Properties['Replicas']).toHaveLength(1));

  it('survives its stack and a replacement, but not a first deploy that fails', () => {
    expect(table.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(table.UpdateReplacePolicy).toBe('Retain');
  });

  it('has one index: open callbacks, by queue and time of acceptance', () =>
    expect(table.Properties['GlobalSecondaryIndexes']).toEqual([
      {
        IndexName: openCallbacksIndex.name,
        KeySchema: [
          { AttributeName: openCallbacksIndex.partitionKey, KeyType: 'HASH' },
          { AttributeName: openCallbacksIndex.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ]));

  it('types its keys as the adapters write them: text, and a number for the time', () =>
    expect(table.Properties['AttributeDefinitions']).toEqual(
      expect.arrayContaining([
        { AttributeName: partitionKey, AttributeType: 'S' },
        { AttributeName: sortKey, AttributeType: 'S' },
        { AttributeName: openCallbacksIndex.partitionKey, AttributeType: 'S' },
        { AttributeName: openCallbacksIndex.sortKey, AttributeType: 'N' },
      ]),
    ));
});
