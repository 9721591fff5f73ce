import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../config/read-configuration.ts';
import { readDrillCommandLine } from '../../local/drill/command-line.ts';
import { conductDrill } from '../../local/drill/conduct-drill.ts';
import { testBundles } from '../support/test-bundles.ts';

/** What a drill prints that lasts as long as it takes for callers to be offered a callback, or no longer than a minute. */
async function conducted(fault: string, [minutesBefore, mostMinutes]: [number, number]) {
  const line = readDrillCommandLine([fault, '--port', '0']);
  const reading = readConfiguration('config/example.json');
  if (line.kind !== 'drill' || !reading.ok) throw new Error(`no drill of ${fault}`);
  const said: string[] = [];
  const conditions = { minutesBefore, mostMinutes, awaitPerson: async () => {}, bundles: testBundles };
  const wasFindable = await conductDrill(line.drill, reading.configuration, (text) => said.push(text), conditions);
  return { wasFindable, text: said.join('\n') };
}

describe('a drill', () => {
  it('lets nobody search for a fault that none of its calls has met', async () => {
    const { wasFindable, text } = await conducted('webhook-late-wait-time', [0, 1]);
    expect(wasFindable).toBe(false);
    expect(text).toContain('There is nothing to find: no call of this drill came where the fault is.');
    expect(text).toMatch(/It was webhook-late-wait-time: Every wait-time arrives .*\.$/);
    expect(text).not.toContain('What is wrong?');
  }, 120_000);

  it.each(['webhook-lost-transfer-refer', 'webhook-lost-register'])(
    'of %s has calls that go that way',
    async (fault) => {
      const { wasFindable, text } = await conducted(fault, [15, 5]);
      expect(wasFindable).toBe(true);
      expect(text).toMatch(/write --local http:\/\/localhost:\d+ instead of --stage NAME/);
      expect(text).toContain('What is wrong?');
      expect(text).not.toContain('nothing to find');
    },
    300_000,
  );
});
