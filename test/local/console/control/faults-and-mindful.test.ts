import { describe, expect, it } from '@jest/globals';
import { listFaults, switchFaults } from '../../../../local/console/control/faults.ts';
import { changeMindful, showMindful } from '../../../../local/console/control/mindful.ts';
import { SimulatedMindful } from '../../../../local/mindful/simulated-mindful.ts';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';
import { Faults, faultNames } from '../../../../local/world/faults/faults.ts';

describe('faults', () => {
  it('are listed with what they do, all off at first', () => {
    const list = listFaults(new Faults());
    expect(list.map(({ name }) => name)).toEqual(faultNames);
    for (const { description, on } of list) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(on).toBe(false);
    }
  });

  it('are switched by name', () => {
    const faults = new Faults();
    switchFaults(faults, { 'dynamodb-down': true, 'service-down': true });
    switchFaults(faults, { 'service-down': false });
    expect(faultNames.filter((name) => faults.isOn(name))).toEqual(['dynamodb-down']);
  });

  it('say whether anything has met them since they were switched on, and looking at them is no meeting', () => {
    const faults = new Faults();
    const isMet = () => faults.hasActed('webhook-late-transfer-refer');
    expect(faults.isOn('webhook-late-transfer-refer')).toBe(false);
    faults.set('webhook-late-transfer-refer', true);
    listFaults(faults);
    expect([isMet(), faults.isOn('webhook-late-transfer-refer'), isMet()]).toEqual([false, true, true]);
    faults.set('webhook-late-transfer-refer', true);
    expect(isMet()).toBe(false);
  });

  it('stay as they are when one of the names or values is wrong', () => {
    const faults = new Faults();
    expect(() => switchFaults(faults, { 'dynamodb-down': true, 'dynamo-gone': true })).toThrow(
      /no field "dynamo-gone"/,
    );
    expect(() => switchFaults(faults, { 'dynamodb-down': 1 })).toThrow(/is 1/);
    expect(faults.isOn('dynamodb-down')).toBe(false);
  });
});

describe("Mindful's settings", () => {
  const start = () =>
    new SimulatedMindful({
      clock: new VirtualClock(0),
      callTargets: [],
      returnLine: { call: () => undefined },
      sipDomainName: 'example.sip.twilio.com',
      paceSeconds: () => 60,
    });

  it('are shown with the behaviours to choose from', () => {
    expect(showMindful(start())).toMatchObject({
      behaviour: 'normal',
      callbackAfterSeconds: null,
      callbacks: [],
      behaviours: { normal: expect.any(String), busy: expect.any(String) },
    });
  });

  it('are changed one by one', () => {
    const mindful = start();
    changeMindful(mindful, { behaviour: 'busy', ecbtSeconds: 600 });
    expect(changeMindful(mindful, { ecbtSeconds: null })).toMatchObject({ behaviour: 'busy', ecbtSeconds: null });
  });

  it.each([
    { behaviour: 'lazy' },
    { callbackAfterSeconds: -1 },
    { callbackAfterSeconds: 86_401 },
    { headerName: 'From' },
    { headerEncoding: 'rot13' },
    { widget: 'on' },
  ])('refuse %j and stay as they are', (body) => {
    const mindful = start();
    expect(() => changeMindful(mindful, { ...body, ecbtSeconds: 1 })).toThrow();
    expect(mindful.settings.ecbtSeconds).toBeNull();
  });
});
