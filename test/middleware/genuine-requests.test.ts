import { describe, expect, it } from '@jest/globals';
import { type Parameters, type Route, routes } from '../../lambdas/routes.ts';
import { openGate } from '../support/open-gate.ts';
import { fc } from '../support/properties.ts';
import { signedEvent } from '../support/signed-event.ts';
import { genuineRequests, phoneCall, sipCall, unusualShapes } from '../support/twilio-forms.ts';

/** Text that survives a form: half a character does not. */
function wellFormed(form: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.toWellFormed()]));
}

describe('what Twilio sends', () => {
  it.each(genuineRequests)('to $route $query is let in with all that its step reads', async (request) => {
    const { route: name, query, form } = request;
    const { status, webhook } = await openGate(signedEvent(name, { form, ...(query && { query }) }));
    expect(status).toBe(200);
    if (!webhook || !('parameters' in webhook)) return;
    const parameters: Parameters = webhook.parameters;
    const row: Route | undefined = routes.find((route) => route.name === name);
    const sent = row?.parameters.filter((parameter) => parameter in form) ?? [];
    const read = sent.map((parameter) => [parameter, String(parameters[parameter])]);
    expect(read).toEqual(sent.map((parameter) => [parameter, form[parameter]]));
    const state = Object.entries(webhook.state).map(([key, value]) => `${key}=${value === true ? 1 : value}`);
    expect(state.join('&')).toBe(query ?? '');
  });

  it.each(Object.entries(unusualShapes))('on a call is let in with %s', async (_, shape) => {
    for (const { route, query, form } of genuineRequests.filter(
      ({ form: { CallSid } }) => CallSid === phoneCall.CallSid,
    )) {
      const options = { form: { ...form, ...shape }, ...(query && { query }) };
      expect([route, (await openGate(signedEvent(route, options))).status]).toEqual([route, 200]);
    }
  });

  it('on a call is let in whatever a parameter holds that no step acts on', async () => {
    const names = Object.keys({ ...phoneCall, ...sipCall }).concat('AddOns', 'Verdict', 'ErrorUrl', 'DialSipCallId');
    const words = fc.array(fc.constantFrom(...names, 'Digits', 'QueueResult', '1', ' ', '+14155550199', '{', '='));
    const value = fc.oneof(
      words.map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    const ignored = names.filter((name) => !['AccountSid', 'CallSid', 'From'].includes(name));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...ignored), value), async (values) => {
        const form = { ...phoneCall, Digits: '1', ...values };
        return (await openGate(signedEvent('hold-reply', { form: wellFormed(form) }))).status === 200;
      }),
    );
  });

  it('is tried on every route', () => {
    const tried = new Set<string>(genuineRequests.map(({ route }) => route));
    expect(routes.filter(({ name, guard }) => guard === 'twilio-signature' && !tried.has(name))).toEqual([]);
  });
});
