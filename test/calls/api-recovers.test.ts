import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forceWait, serveEverybody } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { useMindfulCentre } from '../support/mindful-centre.ts';
import { Phone } from '../support/phone.ts';

const YES = /We will call you back/;
const NO = /could not arrange a callback/;

const centreWith = (registerBy: 'api' | 'transfer-then-api') => {
  const centre = useMindfulCentre({ registerBy });
  // Nobody remembers the failures of the test before.
  beforeEach(async () => {
    centre().mindful.change({ behaviour: 'unreachable', requestAnswer: 'InvalidRequest', callbackAfterSeconds: 600 });
    await forceWait(centre(), 300);
  });
  afterEach(() => serveEverybody(centre(), 1800));

  const isOffered = async () => {
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    return caller;
  };
  const isNotOffered = async () => {
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
  };
  const fails = async (caller: Phone) => {
    await caller.presses('1');
    await caller.hears(NO, 90);
    await caller.isPutInTheQueue(15);
  };
  const aMinutePasses = async () => {
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
  };
  return { centre, isOffered, isNotOffered, fails, aMinutePasses };
};

describe('after a failed registration by the API, which is the only way', () => {
  const { centre, isOffered, isNotOffered, fails, aMinutePasses } = centreWith('api');

  it('of ten callers one is offered a callback after a minute, and if that fails another minute begins', async () => {
    await fails(await isOffered());
    await isNotOffered();
    await aMinutePasses();
    const sinceMs = centre().clock.nowMs();
    const probe = await isOffered();
    for (let other = 2; other <= 10; other += 1) await isNotOffered();
    expect(counted(centre(), 'OfferMade', sinceMs)).toBe(1);
    await fails(probe);
    await isNotOffered();
    await centre().clock.advance(50);
    await isNotOffered();
  });

  it('everybody is offered one again once a caller is registered', async () => {
    await fails(await isOffered());
    await aMinutePasses();
    centre().mindful.change({ requestAnswer: 'normal' });
    const probe = await isOffered();
    await isNotOffered();
    await probe.presses('1');
    await probe.hears(YES, 60);
    await centre().clock.advance(6);
    await isOffered();
    await isOffered();
  });

  it('a trial with a number that Mindful cannot call leaves the next caller to try', async () => {
    await fails(await isOffered());
    await aMinutePasses();
    centre().mindful.change({ requestAnswer: 'InvalidContact' });
    const probe = await isOffered();
    await isNotOffered();
    await probe.presses('1');
    await probe.hears(/cannot call this number back/, 60);
    await centre().clock.advance(6);
    await isOffered();
    await isNotOffered();
  });

  it('a caller who hangs up on the trial leaves it to the next a minute later', async () => {
    await fails(await isOffered());
    await aMinutePasses();
    const probe = await isOffered();
    await probe.hangsUp();
    await isNotOffered();
    await aMinutePasses();
    await isOffered();
  });
});

describe('after both ways have failed', () => {
  const { centre, isOffered, isNotOffered, fails, aMinutePasses } = centreWith('transfer-then-api');

  it('two callers are offered a callback, one for the trial of each way, and the third goes on holding', async () => {
    await fails(await isOffered());
    await isNotOffered();
    await aMinutePasses();
    const [byTransfer, byApi] = [await isOffered(), await isOffered()];
    await isNotOffered();
    centre().mindful.change({ requestAnswer: 'normal' });
    await byApi.presses('1');
    await byApi.hears(YES, 30);
    expect(byApi.documents('offer-reply').join()).not.toContain('<Dial');
    await byTransfer.presses('1');
    // The API works again by now.
    await byTransfer.hears(YES, 60);
    expect(byTransfer.documents('offer-reply').join()).toContain('<Dial');
  });

  it('a transfer that fails as well does not go to the API while another caller tries that', async () => {
    await fails(await isOffered());
    await aMinutePasses();
    const byTransfer = await isOffered();
    await byTransfer.presses('1');
    await centre().clock.advance(15);
    const byApi = await isOffered();
    await byTransfer.hears(NO, 10);
    await byTransfer.isPutInTheQueue(15);
    expect(byTransfer.documents('register')).toEqual([]);
    await fails(byApi);
    expect(byApi.documents('register')).not.toEqual([]);
  });
});
