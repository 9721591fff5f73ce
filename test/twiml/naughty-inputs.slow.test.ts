import { describe, expect, it } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import { embeddedMetrics } from '../../lambdas/log/log-line.ts';
import type { RouteName } from '../../lambdas/routes.ts';
import { voiceHandler } from '../../lambdas/runtime/voice-handler.ts';
import { naughtyStrings } from '../data/naughty-strings.ts';
import { NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { signedEvent } from '../support/signed-event.ts';
import { phoneCall, sipCall } from '../support/twilio-forms.ts';

/** Where a caller, or whoever calls for one, decides what the text is, and a step that meets it. */
const fields: { field: string; route: RouteName; form: Record<string, string> }[] = [
  { field: 'From', route: 'incoming-call', form: phoneCall },
  { field: 'To', route: 'sip', form: sipCall },
  { field: 'Caller', route: 'incoming-call', form: phoneCall },
  { field: 'CallerName', route: 'incoming-call', form: phoneCall },
  { field: 'FromCity', route: 'hold', form: phoneCall },
  { field: 'FromState', route: 'incoming-call', form: phoneCall },
  { field: 'Digits', route: 'offer-reply', form: phoneCall },
  { field: 'SpeechResult', route: 'offer-reply', form: { ...phoneCall, Digits: '2' } },
  { field: 'SipHeader_x-user-to-user', route: 'sip', form: sipCall },
  { field: 'ForwardedFrom', route: 'incoming-call', form: phoneCall },
  { field: 'StirVerstat', route: 'transfer', form: phoneCall },
  { field: 'DialCallStatus', route: 'transfer-result', form: phoneCall },
];

async function ask(route: RouteName, form: Record<string, string>) {
  const { table, queueStates, callbacks } = memoryTable();
  table.state.snapshot = snapshot(600);
  const lines: string[] = [];
  const handler = voiceHandler(services({ queueStates, callbacks }), (line) => {
    lines.push(embeddedMetrics(line, 'test', NOON_MS));
  });
  const { statusCode, body = '' } = await handler(signedEvent(route, { form }), lambdaContext());
  return { statusCode, body, lines };
}

/** Names of the elements in order; throws on XML that is not well-formed. */
function elementsOf(xml: string): string[] {
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  const document = new DOMParser({ onError }).parseFromString(xml, 'text/xml');
  return Array.from(document.getElementsByTagName('*'), ({ nodeName }) => nodeName);
}

describe('naughty text', () => {
  it('comes in at least 515 kinds', () => expect(naughtyStrings.length).toBeGreaterThanOrEqual(515));

  it.each(fields)(
    'as $field changes no element of what is answered, and no line of the log',
    async ({ field, route, form }) => {
      const shapes = new Set<string>();
      for (const text of naughtyStrings) {
        const { statusCode, body, lines } = await ask(route, { ...form, [field]: text });
        for (const line of lines) expect(JSON.parse(line)).toEqual(expect.any(Object));
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(lines).toHaveLength(1);
        if (statusCode === 400) continue;
        expect([text, statusCode]).toEqual([text, 200]);
        shapes.add(elementsOf(body).join(' '));
        // In Mindful's header a URI of a number is that number, for the agent to see; nothing dials it.
        const shown = field.startsWith('SipHeader_') ? body.replace(/<Task.*<\/Task>/s, '') : body;
        expect(shown).not.toMatch(/evil|19005550100/);
        expect(body).not.toContain('evil');
      }
      expect([...shapes].filter((shape) => !expected.includes(shape))).toEqual([]);
    },
    120_000,
  );
});

/** What the same steps answer to plain text. */
const expected = [
  'Response Enqueue Task',
  'Response Gather Say Enqueue Task',
  'Response Gather Say Say Enqueue Task',
  'Response Say Enqueue Task',
  'Response Say Dial Sip',
  'Response Say Hangup',
  'Response Say Play Redirect',
  'Response Say Play Pause Redirect',
  'Response Hangup',
];
