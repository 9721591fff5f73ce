import { describe, expect, it } from '@jest/globals';
import { routes } from '../../lambdas/routes.ts';
import { openGate } from '../support/open-gate.ts';
import { signedEvent } from '../support/signed-event.ts';
import { genuineRequests, phoneCall, unusualShapes } from '../support/twilio-forms.ts';

describe('what Twilio sends', () => {
  it.each(genuineRequests)('to $route $query is let in whole', async ({ route, query, form }) => {
    const { status, webhook } = await openGate(signedEvent(route, { form, ...(query && { query }) }));
    expect(status).toBe(200);
    expect(Object.fromEntries(webhook?.parameters ?? [])).toMatchObject(form);
  });

  it.each(Object.entries(unusualShapes))('on a call is let in with %s', async (_, shape) => {
    for (const { route, query, form } of genuineRequests.filter(
      ({ form: { CallSid } }) => CallSid === phoneCall.CallSid,
    )) {
      const options = { form: { ...form, ...shape }, ...(query && { query }) };
      expect([route, (await openGate(signedEvent(route, options))).status]).toEqual([route, 200]);
    }
  });

  it('is tried on every route', () => {
    const tried = new Set<string>(genuineRequests.map(({ route }) => route));
    expect(routes.filter(({ name, guard }) => guard === 'twilio-signature' && !tried.has(name))).toEqual([]);
  });
});
