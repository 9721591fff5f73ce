import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { type Route, type RouteName, routes } from '../../lambdas/routes.ts';
import { callbackRecord, NOON_MS, snapshot, writtenConfiguration } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';
import { genuineRequests } from '../support/twilio-forms.ts';

const languageChoice = [
  { key: '1', language: 'en-US' },
  { key: '2', language: 'es-US' },
];

/** A queue of which an operator has changed the language, and whose callers may choose. */
function service({ isDown = false, hasChoice = true } = {}) {
  const { queues, ...rest } = writtenConfiguration();
  const written = { ...rest, languages: ['es-US', 'fr-CA'], queues };
  const reading = checkConfiguration(
    hasChoice ? { ...written, queues: queues.map((queue) => ({ ...queue, languageChoice })) } : written,
  );
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { callbacks, queueStates, table } = memoryTable();
  const policy = { language: 'fr-CA', voice: 'Polly.Gabrielle-Neural' };
  table.state = { snapshot: snapshot(400), operator: { policy, by: 'Kim', why: 'test', untilMs: NOON_MS + 60_000 } };
  table.isDown = isDown;
  const handler = serviceHandler(
    services({ configuration: reading.configuration, callbacks, queueStates }),
    logKeeper().write,
  );
  const ask = async (route: RouteName, options: { form?: Record<string, string>; query?: string } = {}) =>
    String((await handler(signedEvent(route, options), lambdaContext())).body);
  return { ask, table };
}

const spoken = new Set<string>(routes.filter(({ state }: Route) => state.includes('language')).map(({ name }) => name));
const requests = genuineRequests
  .filter(({ route, query = '' }) => spoken.has(route) && !query.includes('language='))
  .map(({ query, ...request }) => ({ ...request, query: [query, 'language=es-US'].filter(Boolean).join('&') }));

const urls = (body: string) => [...body.matchAll(/\/queues\/support\/([a-z-]+)([^#<"]*)/g)];
const languages = (body: string) => [...body.matchAll(/<Say [^>]*language="([^"]+)"/g)].map(([, language]) => language);

describe('the language that a caller has chosen', () => {
  it.each(['answers', 'does not answer'])('is kept by every document of the call while the table %s', async (how) => {
    const { ask } = service({ isDown: how === 'does not answer' });
    let minted = 0;
    for (const { route, query, form } of requests) {
      const body = await ask(route, { query, form });
      expect([route, new Set(languages(body))]).toEqual([
        route,
        languages(body).length > 0 ? new Set(['es-US']) : new Set(),
      ]);
      const without = urls(body).filter(
        ([, name = '', state = '']) => spoken.has(name) && !state.includes('language=es-US'),
      );
      expect([route, query, without.map(([url]) => url)]).toEqual([route, query, []]);
      minted += urls(body).length;
    }
    expect(minted).toBeGreaterThan(20);
  });

  it('counts as none where it is not deployed, and was not there in the URLs of the version before', async () => {
    const { ask } = service();
    for (const query of ['greeted=1&offered=2&language=de-DE', 'greeted=1&offered=2', 'language=toString']) {
      const body = await ask('hold', { query });
      expect(body).toContain('/hold?');
      expect(body).not.toMatch(/[?;]language=/);
    }
  });

  it("comes from a Studio flow's own menu as well: such a caller isn't asked", async () => {
    const { ask } = service();
    expect(await ask('incoming-call')).toContain('/choose-language');
    const body = await ask('incoming-call', { query: 'language=es-US' });
    expect(body).not.toContain('choose-language');
    expect(body).toContain('El tiempo de espera es de');
    const answer = JSON.parse(await ask('wait-time', { form: { Language: 'es-US' } }));
    expect(answer.question).toContain('El tiempo de espera es de');
    expect(answer.transferUrl).toContain('language=es-US');
    expect(JSON.parse(await ask('wait-time', { form: { Language: 'tlh' } })).question).toContain('Temps d’attente');
  });

  it.each([
    ['a caller whom Mindful hands back', 'sip:hold-support@x.sip.twilio.com'],
    ['the customer of a return call', 'sip:return-support@x.sip.twilio.com'],
  ])('is known of %s by the record', async (_, to) => {
    const { ask, table } = service();
    const record = callbackRecord({ status: 'registered', language: 'es-US' });
    table.records.set(`${record.caller} support`, record);
    const form = { To: to, SipDomain: 'x.sip.twilio.com', 'SipHeader_x-user-to-user': record.caller };
    const body = await ask('sip', { form });
    expect(body).toMatch(/hold\?[^"]*language=es-US/);
    expect(body).toContain('"language":"es-US"');
  });
});

it('nobody is asked for a language where none can be chosen', async () => {
  const { ask } = service({ hasChoice: false });
  const body = await ask('incoming-call');
  expect(body).toContain('Temps d’attente');
  expect(body).not.toMatch(/[?;]language=/);
  expect(await ask('choose-language', { form: { Digits: '2' } })).toContain('Temps d’attente');
});
