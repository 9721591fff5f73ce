import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** Names of the one table's keys, shared by the adapters and the infrastructure. */
export const partitionKey = 'pk';
export const sortKey = 'sk';

/** Epoch seconds; DynamoDB deletes an item some time after, so readers treat it as absent at once. */
export const timeToLive = 'ttl';

/** Sparse index over open callbacks: an item is in it only while it has `openQueue`. */
export const openCallbacksIndex = {
  name: 'open-callbacks',
  partitionKey: 'openQueue',
  sortKey: 'acceptedAtMs',
} as const;
