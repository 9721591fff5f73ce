import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type PhoneNumber, parsePhoneNumber } from '../domain/phone-number.ts';
import type { KeyedNumber, KeyedNumbers } from '../services.ts';
import { type Item, partitionKey, sortKey, timeToLive } from './table.ts';

const NUMBERS_A_CALL = 1;
const CALLS_A_DAY = 3;

/** A call lasts four hours at most. */
const CALL_KEPT_SECONDS = 4 * 60 * 60;
/** Until the day is over everywhere in this account of days, which are those of UTC. */
const DAY_KEPT_SECONDS = 24 * 60 * 60;

/** A set in which something may stand that is not there yet only while there is room for it. */
interface Limited {
  key: Item;
  member: string;
  atMost: number;
  keptSeconds: number;
}

/**
 * An item for each call with its number, and one for each caller, each number and day with the calls. Sets, so that a repeated webhook is
 * counted once.
 */
export class DynamoKeyedNumbers implements KeyedNumbers {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async claim({ callSid, caller, number }: KeyedNumber, nowMs: number) {
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const ofDay = { member: callSid, atMost: CALLS_A_DAY, keptSeconds: DAY_KEPT_SECONDS };
    const ofCall = { member: number, atMost: NUMBERS_A_CALL, keptSeconds: CALL_KEPT_SECONDS };
    if (!(await this.#add({ key: keyOf(callSid, 'number'), ...ofCall }, nowMs))) return 'call';
    if (caller && !(await this.#add({ key: keyOf(caller, `caller ${day}`), ...ofDay }, nowMs))) return 'caller';
    if (!(await this.#add({ key: keyOf(number, `number ${day}`), ...ofDay }, nowMs))) return 'number';
    return 'claimed';
  }

  async ofCall(callSid: string): Promise<PhoneNumber | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: keyOf(callSid, 'number'), ConsistentRead: true }),
    );
    return parsePhoneNumber(Item?.['members']?.SS?.[0]);
  }

  async #add({ key, member, atMost, keptSeconds }: Limited, nowMs: number): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: key,
          UpdateExpression: 'SET #ttl = :ttl ADD members :added',
          ConditionExpression: 'attribute_not_exists(members) OR contains(members, :member) OR size(members) < :most',
          ExpressionAttributeNames: { '#ttl': timeToLive },
          ExpressionAttributeValues: {
            ':added': { SS: [member] },
            ':member': { S: member },
            ':most': { N: String(atMost) },
            ':ttl': { N: String(Math.ceil(nowMs / 1000) + keptSeconds) },
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

function keyOf(whose: string, what: string): Item {
  return { [partitionKey]: { S: `keyed-number#${whose}` }, [sortKey]: { S: what } };
}
