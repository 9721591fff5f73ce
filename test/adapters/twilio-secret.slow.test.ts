import { describe, expect, it } from '@jest/globals';
import { PREVIOUS_KEY_GRACE_MS, TwilioSecret } from '../../lambdas/adapters/twilio-secret.ts';
import { createRandom } from '../../local/taskrouter/random.ts';
import { SHARED_KEY } from '../support/builders.ts';
import { gateOf } from '../support/open-gate.ts';
import { RotatingSecret } from '../support/rotating-secret.ts';
import { signedEvent } from '../support/signed-event.ts';

const MINUTE_MS = 60_000;
const STAGES = 3;

function warmFunction() {
  const time = { nowMs: Date.parse('2026-03-02T12:00:00Z') };
  const secret = new RotatingSecret(() => time.nowMs);
  const refreshesFailed: string[] = [];
  const start = () =>
    gateOf({
      signingKeys: new TwilioSecret({
        client: secret.client,
        secretName: 'callback/test/twilio',
        nowMs: () => time.nowMs,
        refreshFailed: (error) => refreshesFailed.push(String(error)),
      }),
    });
  return { time, secret, start, ask: start(), refreshesFailed };
}

/** Beside a webhook that was answered, the secret is read. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** As it is a while after its start: every version has been read. */
async function inUse() {
  const warm = warmFunction();
  await warm.ask(call(warm.secret.signingToken));
  warm.time.nowMs += 1000;
  await warm.ask(call(warm.secret.signingToken));
  await settled();
  return warm;
}

const call = (authToken: string, AccountSid?: string) =>
  signedEvent('hold', { authToken, ...(AccountSid !== undefined && { form: { AccountSid } }) });

describe('a rotation of the auth token', () => {
  it('loses no call: the first one signed anew has the secret read again, the pending token in it', async () => {
    const { secret, ask } = warmFunction();
    expect((await ask(call(secret.signingToken))).status).toBe(200);
    secret.announce();
    secret.promoteAtTwilio();
    expect((await ask(call(secret.signingToken))).status).toBe(200);
    secret.makeCurrent();
    expect((await ask(call(secret.signingToken))).status).toBe(200);
  });

  it('loses none either when it was read a second before', async () => {
    const { time, secret, ask } = warmFunction();
    await ask(call(secret.signingToken));
    for (let rotation = 0; rotation < 3; rotation += 1) {
      time.nowMs += 1000;
      secret.announce();
      secret.promoteAtTwilio();
      expect((await ask(call(secret.signingToken))).status).toBe(200);
      secret.makeCurrent();
    }
  });

  it('keeps the old token good for its grace, and not a moment longer', async () => {
    const { time, secret, ask } = warmFunction();
    const old = secret.signingToken;
    secret.announce();
    secret.promoteAtTwilio();
    secret.makeCurrent();
    await ask(call(secret.signingToken));
    time.nowMs += PREVIOUS_KEY_GRACE_MS - 1;
    expect((await ask(call(old))).status).toBe(200);
    time.nowMs += 1;
    expect((await ask(call(old))).status).toBe(403);
  });

  it('refuses no valid call of 10,000 across random rotations on five instances, and no old token for long', async () => {
    const { time, secret, start } = warmFunction();
    const random = createRandom(7);
    const instances = Array.from({ length: 5 }, start);
    const knockedAt = start();
    const steps: { atMs: number; run: () => void }[] = [];
    let nextRotationMs = time.nowMs;
    const planRotation = () => {
      const announcedMs = nextRotationMs + random() * 30 * MINUTE_MS;
      const promotedMs = announcedMs + random() * 2000;
      const currentMs = promotedMs + random() * 5 * MINUTE_MS;
      steps.push({ atMs: announcedMs, run: () => secret.announce() });
      steps.push({ atMs: promotedMs, run: () => secret.promoteAtTwilio() });
      steps.push({ atMs: currentMs, run: () => secret.makeCurrent() });
      nextRotationMs = currentMs + 20 * MINUTE_MS;
    };
    const refused: unknown[] = [];
    const acceptedTooLate: unknown[] = [];
    for (let request = 0; request < 10_000; request += 1) {
      time.nowMs += random() < 0.5 ? random() * 2000 : random() * 2 * MINUTE_MS;
      if (steps.length === 0) planRotation();
      while ((steps[0]?.atMs ?? Number.POSITIVE_INFINITY) <= time.nowMs) steps.shift()?.run();
      const ask = instances[Math.floor(random() * instances.length)] ?? start();
      if ((await ask(call(secret.signingToken))).status !== 200) refused.push(time.nowMs);
      // A stranger from another account knocks all the time.
      if ((await ask(call('x'.repeat(32), `AC${'f'.repeat(32)}`))).status !== 403) acceptedTooLate.push('a stranger');
      const old = secret.replaced.at(-1);
      const isOver = old !== undefined && time.nowMs >= old.atMs + PREVIOUS_KEY_GRACE_MS + 5 * MINUTE_MS;
      if (isOver) {
        // Beside the first request after a pause the secret is read anew; from then on the token is forgotten.
        await knockedAt(call(old.token));
        await settled();
        if ((await knockedAt(call(old.token))).status !== 403) acceptedTooLate.push(old);
      }
    }
    expect(refused).toEqual([]);
    expect(acceptedTooLate).toEqual([]);
    expect(secret.replaced.length).toBeGreaterThan(100);
  }, 60_000);
});

describe('a function that starts', () => {
  const rotated = () => {
    const warm = warmFunction();
    const old = warm.secret.signingToken;
    warm.secret.announce();
    warm.secret.promoteAtTwilio();
    warm.secret.makeCurrent();
    return { ...warm, old };
  };

  it('reads the current version alone, and a second later the others beside a webhook', async () => {
    const { time, secret, ask } = rotated();
    const reads: number[] = [];
    for (const passedMs of [0, 999, 1, 999, 1]) {
      time.nowMs += passedMs;
      const before = secret.reads;
      expect((await ask(call(secret.signingToken))).status).toBe(200);
      await settled();
      reads.push(secret.reads - before);
    }
    // The first read is that of the start, which here is the first webhook.
    expect(reads).toEqual([1, 0, STAGES, 0, 0]);
  });

  it('takes a call that is signed by another version: it reads them all', async () => {
    const { secret, ask, old } = rotated();
    expect((await ask(call(secret.signingToken))).status).toBe(200);
    expect((await ask(call(old))).status).toBe(200);
    const another = rotated();
    another.secret.announce();
    another.secret.promoteAtTwilio();
    expect((await another.ask(call(another.secret.signingToken))).status).toBe(200);
  });

  it('takes nobody for a stranger while the other versions cannot be read', async () => {
    const { secret, ask, old } = rotated();
    await ask(call(secret.signingToken));
    secret.isDown = true;
    await expect(ask(call(old))).rejects.toThrow('cannot be read');
    expect((await ask(call(secret.signingToken))).status).toBe(200);
    secret.isDown = false;
    expect((await ask(call(old))).status).toBe(200);
  });
});

describe('T1: SharedKeys in the secret', () => {
  const shared = (digit: number) => ({
    ...SHARED_KEY,
    name: `webhooks_sharedkey_${digit}`,
    secret: `${digit}`.repeat(32),
  });
  const stored = (...keys: ReturnType<typeof shared>[]) =>
    JSON.stringify({ sharedKeys: Object.fromEntries(keys.map(({ name, secret }) => [name, secret])) });
  const statusOf = async (ask: ReturnType<typeof warmFunction>['ask'], key: ReturnType<typeof shared>) =>
    (await ask(signedEvent('hold', { key }))).status;

  it('lose no call when one takes the place of another: both are good, then for a while the old one too', async () => {
    const { time, secret, ask } = warmFunction();
    secret.overwrite(stored(shared(1)));
    expect(await statusOf(ask, shared(1))).toBe(200);
    secret.overwrite(stored(shared(1), shared(2)));
    expect([await statusOf(ask, shared(2)), await statusOf(ask, shared(1))]).toEqual([200, 200]);
    secret.overwrite(stored(shared(2)));
    time.nowMs += 5 * MINUTE_MS;
    await statusOf(ask, shared(2));
    await settled();
    expect([await statusOf(ask, shared(2)), await statusOf(ask, shared(1))]).toEqual([200, 200]);
    time.nowMs += PREVIOUS_KEY_GRACE_MS - 5 * MINUTE_MS;
    expect([await statusOf(ask, shared(2)), await statusOf(ask, shared(1))]).toEqual([200, 403]);
  });

  it.each(['', 'short', 42, null, {}])('take no other away when one of them is none: %j', async (written) => {
    const { secret, ask } = warmFunction();
    const { name, secret: good } = shared(1);
    secret.overwrite(JSON.stringify({ sharedKeys: { [name]: good, webhooks_sharedkey_2: written } }));
    expect(await statusOf(ask, shared(1))).toBe(200);
    expect((await ask(signedEvent('hold', { key: { ...SHARED_KEY, secret: String(written) } }))).status).toBe(403);
  });
});

describe('strangers', () => {
  it('who know the account have the secret read once a minute at most', async () => {
    const { time, secret, ask } = await inUse();
    const before = secret.reads;
    for (let request = 0; request < 1000; request += 1) {
      expect((await ask(call('x'.repeat(32)))).status).toBe(403);
      time.nowMs += 59;
    }
    expect(secret.reads - before).toBe(STAGES);
    time.nowMs += MINUTE_MS;
    await ask(call('x'.repeat(32)));
    expect(secret.reads - before).toBe(2 * STAGES);
  });

  it('who do not know it never do', async () => {
    const { secret, ask } = warmFunction();
    await ask(call(secret.signingToken));
    const before = secret.reads;
    expect((await ask(call('x'.repeat(32), `AC${'f'.repeat(32)}`))).status).toBe(403);
    expect(secret.reads).toBe(before);
  });
});

describe('when Secrets Manager is out of reach', () => {
  it('what was known stays good', async () => {
    const { time, secret, ask, refreshesFailed } = await inUse();
    secret.isDown = true;
    time.nowMs += 60 * MINUTE_MS;
    expect((await ask(call(secret.signingToken))).status).toBe(200);
    expect((await ask(call('x'.repeat(32)))).status).toBe(403);
    expect(refreshesFailed).toContain('Error: connection reset');
  });

  it('and nothing is known, the request can not be checked', async () => {
    const { secret, ask } = warmFunction();
    secret.isDown = true;
    await expect(ask(call(secret.signingToken))).rejects.toThrow('connection reset');
    secret.isDown = false;
    expect((await ask(call(secret.signingToken))).status).toBe(200);
  });
});

describe('a caller whose signature is of the known token', () => {
  it('does not wait for Secrets Manager, however long that takes', async () => {
    const { time, secret, ask } = warmFunction();
    await ask(call(secret.signingToken));
    secret.hangs = true;
    time.nowMs += 60 * MINUTE_MS;
    expect((await ask(call(secret.signingToken))).status).toBe(200);
  }, 5_000);

  it('has the secret read anew beside the call once five minutes have passed, and a minute after a failure', async () => {
    const { time, secret, ask } = await inUse();
    const readsOf = async (passedMs: number) => {
      time.nowMs += passedMs;
      const before = secret.reads;
      await ask(call(secret.signingToken));
      return secret.reads - before;
    };
    expect(await readsOf(5 * MINUTE_MS - 1)).toBe(0);
    secret.isDown = true;
    expect(await readsOf(1)).toBe(STAGES);
    secret.isDown = false;
    expect(await readsOf(MINUTE_MS - 1)).toBe(0);
    expect(await readsOf(1)).toBe(STAGES);
    expect(await readsOf(5 * MINUTE_MS - 1)).toBe(0);
  });
});

describe('a secret that holds no usable token', () => {
  const unusable = ['', '{}', 'token', '{"authToken":""}', '{"authToken":"short"}', '{"authToken":42}', '[]', 'null'];

  it.each(unusable)('cannot be read, so nobody gets in and nobody is taken for a stranger: %j', async (value) => {
    const { secret, ask } = warmFunction();
    secret.overwrite(value);
    secret.overwrite(value);
    for (const token of ['', 'short', 'token', 'undefined', value])
      await expect(ask(call(token))).rejects.toThrow('holds no auth token and no SharedKey');
  });

  it.each(unusable)('takes no good token away from a function that knows one: %j', async (value) => {
    const { time, secret, ask, refreshesFailed } = await inUse();
    secret.overwrite(value);
    secret.overwrite(value);
    for (let hour = 0; hour < 3; hour += 1) {
      time.nowMs += 60 * MINUTE_MS;
      expect((await ask(call(secret.signingToken))).status).toBe(200);
      expect((await ask(call('x'.repeat(32)))).status).toBe(403);
    }
    expect(refreshesFailed[0]).toBe(
      'Error: secret callback/test/twilio holds no auth token and no SharedKey: store one with npm run secret',
    );
  });

  it('leaves the one before it to a function that has just started, for as long as that takes', async () => {
    const { time, secret, start, refreshesFailed } = warmFunction();
    secret.overwrite('the token, as plain text');
    time.nowMs += PREVIOUS_KEY_GRACE_MS;
    const ask = start();
    expect((await ask(call(secret.signingToken))).status).toBe(200);
    expect((await ask(call('the token, as plain text'))).status).toBe(403);
    expect(refreshesFailed).toHaveLength(2);
  });
});
