import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readMemory } from '../../lambdas/domain/wait/memory-schema.ts';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import type { ContactCentre } from '../../local/contact-centre.ts';
import { phoneNumber } from '../support/builders.ts';
import { useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { type RecordedItem, text } from './recording.ts';
import { builds, readRecording, writtenFor } from './replay.ts';

const clients: DynamoDBClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

async function put({ table }: ContactCentre, items: readonly RecordedItem[]): Promise<void> {
  const client = new DynamoDBClient({ endpoint: table.endpoint, region: 'us-east-1', credentials: localCredentials });
  clients.push(client);
  for (const Item of items) await client.send(new PutItemCommand({ TableName: table.name, Item }));
}

const LOST_CALLBACKS = 'a callback that never comes';

describe.each(builds)('the sampler, after %s', (build) => {
  const { items, configurations } = readRecording(build);
  const written = writtenFor({ configurations }, LOST_CALLBACKS);

  const itemOf = (status: string, isWanted: (item: RecordedItem) => boolean = () => true) => {
    const item = items.find((candidate) => text(candidate, 'status') === status && isWanted(candidate));
    if (!item) throw new Error(`no callback was ${status}`);
    return item;
  };

  describe('that finds its callbacks a day later', () => {
    const found = {
      requested: itemOf('requested'),
      transferred: itemOf('transferred'),
      registered: itemOf('registered'),
      returned: itemOf('returned'),
      // Its loss was reported, but TaskRouter took no task for it.
      lost: itemOf('lost', (item) => item['openQueue'] !== undefined),
      answered: itemOf('answered'),
    };
    const latestMs = Math.max(
      ...Object.values(found).map(({ expiresAtMs }) => (expiresAtMs && 'N' in expiresAtMs ? Number(expiresAtMs.N) : 0)),
    );
    const centre = useContactCentre({ written, startMs: latestMs });
    const statusOf = async (place: number) =>
      (await centre().callbacks.find(phoneNumber(`+1202555019${place}`), 'support'))?.status;

    it('lets lapse what nobody confirmed, counts each loss once and has an agent call', async () => {
      // Different scenes had callers of the same number, in calls of the same SID.
      const moved = Object.values(found).map((item, place) => ({
        ...item,
        pk: { S: `caller#+1202555019${place}` },
        callSid: { S: `CA${'0'.repeat(31)}${place}` },
      }));
      await put(centre(), moved);
      const sinceMs = centre().clock.nowMs();
      await centre().clock.advance(60);
      const statuses = await Promise.all(moved.map((_, place) => statusOf(place)));
      expect(statuses).toEqual(['expired', 'expired', 'lost', 'expired', 'lost', 'answered']);
      await centre().clock.advance(60);
      expect(counted(centre(), 'CallbackExpired', sinceMs)).toBe(2);
      expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(1);
      const tasks = centre().floors.get('support')?.tasks() ?? [];
      const toCall = tasks.map(({ attributes }) => attributes['customerPhone']).sort();
      expect(toCall).toEqual(['+12025550192', '+12025550194']);
      expect(await centre().callbacks.listOpen('support')).toEqual([]);
    });
  });

  describe('that finds its last snapshot', () => {
    interface Sampled {
      sampledAtMs: number;
      memory?: { completed: number; handledSeconds: number };
    }
    const snapshots = items.flatMap((item) => {
      const document: Sampled = text(item, 'sk') === 'snapshot' ? JSON.parse(text(item, 'document')) : {};
      return (document.memory?.completed ?? 0) > 1 ? [{ item, document }] : [];
    });
    const last = snapshots.at(-1);
    if (!last?.document.memory) throw new Error('no sample knew of completed calls');
    const { item, document } = last;
    const { memory } = document as Required<Sampled>;
    const centre = useContactCentre({
      written,
      startMs: document.sampledAtMs,
    });

    it('goes on from what it remembered', async () => {
      await put(centre(), [item]);
      await centre().clock.advance(60);
      const { snapshot } = await centre().queueStates.readNow('support');
      expect(snapshot?.sampledAtMs).toBe(document.sampledAtMs + 60_000);
      expect(counted(centre(), 'SnapshotAge', document.sampledAtMs + 1)).toBe(60);
      // The floor of this test has completed no call: what is left has faded for a minute.
      const completed = readMemory(snapshot?.memory)?.completed;
      expect(completed).toBeGreaterThan(0.9 * memory.completed);
      expect(completed).toBeLessThan(memory.completed);
    });
  });
});
