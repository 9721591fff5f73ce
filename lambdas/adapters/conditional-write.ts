import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Item } from './table.ts';

/** What tells this write from every other, and how to read the item that it is meant for. */
export interface OwnWrite {
  mark: Readonly<Record<string, AttributeValue.SMember>>;
  find(): Promise<Item | undefined>;
}

/**
 * Whether the write took effect; `false` if its condition did not hold. When an answer is lost, the SDK sends the write again. If
 * the first attempt had succeeded, the second fails its own condition, and only the item shows that the write was done.
 */
export async function isWritten(write: Promise<unknown>, { mark, find }: OwnWrite): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if ((error.$metadata.attempts ?? 1) === 1) return false;
    const item = await find();
    return item !== undefined && Object.entries(mark).every(([name, value]) => item[name]?.S === value.S);
  }
}
