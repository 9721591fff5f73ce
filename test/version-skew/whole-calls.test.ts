import { describe, expect, it } from '@jest/globals';
import { useTable } from '../support/table.ts';
import { changedOnPurpose, underNewNames, withNewCounts } from './changed-on-purpose.ts';
import { type RecordedWebhook, shapeOf } from './recording.ts';
import { builds, type Replayed, readRecording, replay } from './replay.ts';

const table = useTable();

/** Everything but the URLs, the task and the JSON, in which more may be said than before. */
function essence({ answer: { status, verbs }, changes, counted }: Pick<Replayed, 'answer' | 'changes' | 'counted'>) {
  return { status, verbs, changes, counted };
}

function titleOf({ scene, target, body }: RecordedWebhook, place: number): string {
  const form = new URLSearchParams(body);
  const words = ['Digits', 'QueueResult', 'DialCallStatus', 'EventType', 'TaskCanceledReason'];
  const said = words.flatMap((word) => form.get(word) ?? []).join(' ');
  return `${scene}: ${shapeOf(target).replace('/queues/support', '')} ${said} (line ${lineOf(place)})`;
}

function lineOf(place: number): number {
  return place + 1;
}

/** Whether a URL leads to the same step with everything that the other one carries on. */
function carriesOn(url: string, earlier: string): boolean {
  const [path, query] = url.split('?');
  const [earlierPath, earlierQuery] = earlier.split('?');
  const state = new URLSearchParams(query);
  return (
    path === earlierPath && [...new URLSearchParams(earlierQuery)].every(([name, value]) => state.get(name) === value)
  );
}

describe.each(builds)('a call that began on %s', (build) => {
  const recording = readRecording(build);
  const changes = changedOnPurpose[build] ?? {};

  const webhooks = recording.webhooks.map(({ answer, counted, ...webhook }) => ({
    ...webhook,
    answer: { ...answer, task: underNewNames(build, answer.task) },
    counted: underNewNames(build, counted),
  }));

  it.each(webhooks.map((webhook, place) => [titleOf(webhook, place), webhook, lineOf(place)] as const))(
    'goes on well: %s',
    async (_, webhook, line) => {
      const { urls = webhook.answer.urls, task = webhook.answer.task, ...changed } = changes[line]?.now ?? {};
      const now = await replay(table.client, recording, webhook);
      expect(now.messages).toEqual([]);
      const expected = { ...essence(webhook), ...changed };
      expect(essence(now)).toEqual({ ...expected, counted: withNewCounts(expected.counted) });
      expect(now.answer).toMatchObject({
        ...(task && { task }),
        ...(webhook.answer.json !== undefined && { json: webhook.answer.json }),
      });
      const dropped = urls.filter((url) => !now.answer.urls.some((candidate) => carriesOn(candidate, url)));
      expect({ dropped, of: now.answer.urls }).toEqual({ dropped: [], of: now.answer.urls });
      if (webhook.counted['PlaceKept']) expect(now.taskChanges).toEqual([{ virtualStartMs: expect.any(Number) }]);
      if (webhook.counted['LeftTaskCanceled'])
        expect(now.taskChanges).toMatchObject([{ cancelBecause: expect.any(String) }]);
    },
  );

  it('has every URL in it that the build minted', () => {
    const minted = new Set(recording.webhooks.flatMap(({ answer }) => answer.urls).map(shapeOf));
    const played = new Set(recording.webhooks.map(({ target }) => shapeOf(target)));
    expect([...minted].filter((url) => !played.has(url))).toEqual([]);
    expect(minted.size).toBeGreaterThan(25);
  });

  it('is answered otherwise wherever that is said to be on purpose', async () => {
    for (const [line, { because }] of Object.entries(changes)) {
      const webhook = recording.webhooks[Number(line) - 1] as RecordedWebhook;
      const now = await replay(table.client, recording, webhook);
      const old = { ...essence(webhook), task: webhook.answer.task, urls: webhook.answer.urls };
      expect([because, { ...essence(now), task: now.answer.task, urls: now.answer.urls }]).not.toEqual([because, old]);
    }
  });
});
