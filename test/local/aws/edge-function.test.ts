import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFallbackServer } from '../../../local/aws/edge-function.ts';
import { readTwiml } from '../../../local/twilio/twiml-document.ts';
import type { LoopbackServer } from '../../../local/world/loopback-server.ts';
import { configuration } from '../../support/builders.ts';

describe('the fallback documents', () => {
  let server: LoopbackServer;
  beforeAll(async () => {
    server = await startFallbackServer(configuration());
  });
  afterAll(() => server.stop());

  it.each(['support', 'unknown'])('put a caller into the queue, the default one if need be: %s', async (queue) => {
    const response = await fetch(`${server.origin}/queues/${queue}?From=%2B14155551234`);
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(readTwiml(await response.text(), 'call')).toMatchObject({
      ok: true,
      verbs: [
        {
          name: 'Enqueue',
          attributes: { workflowSid: `WW${'0'.repeat(31)}1` },
          children: [{ name: 'Task', text: expect.stringContaining('"queue":"support","fallback":true') }],
        },
      ],
    });
  });
});
