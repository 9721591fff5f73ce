import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { NOON_MS, snapshot, writtenConfiguration } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

/** What a caller hears while an operator has switched the queue to Spanish. */
async function heard(languages: string[]): Promise<string> {
  const reading = checkConfiguration({ ...writtenConfiguration(), languages });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { callbacks, queueStates, table } = memoryTable();
  const policy = { language: 'es-US', voice: 'Polly.Lupe-Neural' };
  table.state = { snapshot: snapshot(400), operator: { policy, by: 'Kim', why: 'staff', untilMs: NOON_MS + 60_000 } };
  const handler = serviceHandler(
    services({ configuration: reading.configuration, callbacks, queueStates }),
    logKeeper().write,
  );
  return String((await handler(signedEvent('incoming-call'), lambdaContext())).body);
}

describe("an operator's change of the language", () => {
  it('is heard, where the language is deployed', async () => {
    const body = await heard(['es-US']);
    expect(body).toContain('<Say voice="Polly.Lupe-Neural" language="es-US">El tiempo de espera es de');
  });

  it("leaves callers with the configured language and its voice, where it isn't", async () => {
    const body = await heard([]);
    expect(body).toContain('<Say voice="Polly.Joanna-Neural" language="en-US">The wait for an agent is');
    expect(body).not.toContain('es-US');
  });
});
