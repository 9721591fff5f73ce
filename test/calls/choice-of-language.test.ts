import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { phoneNumber } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const languageChoice = [
  { key: '1', language: 'en-US' },
  { key: '2', language: 'es-US' },
  { key: '3', language: 'fr-CA' },
];

/** Whose own language is a fourth one, in which a message to callers is written. */
function written() {
  const { queues, ...rest } = queueWithMindful({
    policy: {
      ...{ language: 'en-GB', announcement: 'The website is down.', registerBy: 'transfer-then-api' },
      inQueueOffer: { afterSeconds: 30, atMost: 1 },
      recordings: { holding: 'https://example.com/holding-in-british-english.mp3' },
    },
    callTarget: { id: '4711' },
  });
  return { ...rest, queues: queues.map((queue) => ({ ...queue, languageChoice })) };
}

const centre = useContactCentre({ written: written() });

// A busy machine may be slow to serve the very first yes, which a function that has just started answers.
beforeAll(async () => {
  await forceWait(centre(), 300);
  const first = await Phone.dial(centre());
  await first.presses('1');
  await first.presses('1');
  await centre().clock.advance(60);
  if (first.record.where !== 'ended') await first.hangsUp();
});

afterEach(async () => {
  centre().mindful.change({ behaviour: 'normal', callbackAfterSeconds: null });
  await staff(centre(), 20);
  await centre().clock.advance(1800);
  await staff(centre(), 0);
});

async function calls(waitSeconds: number | null = 300, from = newNumber()): Promise<Phone> {
  await forceWait(centre(), waitSeconds);
  return Phone.dial(centre(), from);
}

const recordOf = ({ record }: Phone) => centre().callbacks.find(phoneNumber(record.from), 'support');
const tasks = () => centre().floors.get('support')?.tasks() ?? [];
/** The languages in which anything was said, the message to callers and the choice left out. */
const languagesAfterTheChoice = ({ record }: Phone) => {
  const spoken = record.webhooks
    .slice(1)
    .flatMap(({ body = '' }) => [...body.matchAll(/<Say [^>]*language="([^"]+)">([^<]*)/g)]);
  return [...new Set(spoken.filter(([, , text]) => text !== 'The website is down.').map(([, language]) => language))];
};

const CHOICE = [
  '<Say voice="Polly.Joanna-Neural" language="en-US">For English, press 1.</Say>',
  '<Say voice="Polly.Lupe-Neural" language="es-US">Para español, oprima 2.</Say>',
  '<Say voice="Polly.Gabrielle-Neural" language="fr-CA">Pour le service en français, appuyez sur le 3.</Say>',
].join('');

describe('a caller who may choose a language', () => {
  it('hears each in its own voice before anything else, and all of the call in the one of the key', async () => {
    const sinceMs = centre().clock.nowMs();
    const caller = await calls();
    expect(caller.documents('incoming-call').join()).toContain(CHOICE);
    await caller.presses('2');
    await caller.hears(/El tiempo de espera es de .*, oprima 1\./, 5);
    await caller.presses('2');
    await caller.hears(/Por favor espere/, 10);
    await caller.hears(/podemos devolverle la llamada/, 240);
    await caller.presses('9');
    await caller.waits(300);
    expect(languagesAfterTheChoice(caller)).toEqual(['es-US']);
    expect(tasks().at(-1)).toMatchObject({ attributes: { language: 'es-US' } });
    expect(counted(centre(), 'CallArrived', sinceMs)).toBe(1);
    caller.wentWell();
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 120);
  });

  it('hears a message to callers as it is written, and no recording of another language', async () => {
    const caller = await calls();
    await caller.presses('3');
    await caller.hears(/Temps d’attente/, 5);
    expect(caller.documents('choose-language').join()).toContain(
      '<Say voice="Polly.Amy-Neural" language="en-GB">The website is down.</Say>',
    );
    await caller.hears(/Veuillez patienter/, 30);
    await caller.hangsUp();
  });

  it('says nothing and has the first', async () => {
    const caller = await calls();
    await caller.hears(/The wait for an agent is about 5 minutes/, 30);
    await caller.isPutInTheQueue(30);
    expect(languagesAfterTheChoice(caller)).toEqual(['en-US']);
    expect(tasks().at(-1)).toMatchObject({ attributes: { language: 'en-US' } });
    caller.wentWell();
  });

  it('presses a wrong key, is asked once more, and has the first after a second', async () => {
    const caller = await calls();
    await caller.presses('7');
    await caller.hears(/that key is not one of the choices/, 5);
    await caller.hears(/For English, press 1/, 5);
    await caller.hears(/Lo sentimos, esa tecla no es/, 5);
    await caller.presses('*');
    await caller.hears(/The wait for an agent is about 5 minutes/, 5);
    caller.wentWell();
  });

  it('presses a wrong key and then the right one', async () => {
    const caller = await calls();
    await caller.presses('7');
    await caller.presses('3');
    await caller.hears(/Temps d’attente pour parler à un agent/, 5);
    caller.wentWell();
  });

  it('is asked where there is no offer as well', async () => {
    const caller = await calls(10);
    await caller.presses('2');
    await caller.hears(/Por favor espere/, 10);
    await caller.isPutInTheQueue(5);
  });

  it.each(['while asked', 'after a wrong key', 'after the key', 'in the queue'])(
    'hangs up %s, and nothing is left behind',
    async (when) => {
      const caller = await calls();
      if (when === 'after a wrong key') await caller.presses('7');
      if (when !== 'while asked') await caller.presses('2');
      if (when === 'in the queue') await caller.presses('2');
      await caller.hangsUp();
      await centre().clock.advance(60);
      expect(await recordOf(caller)).toBeUndefined();
      expect(tasks().filter(({ status }) => status === 'pending')).toEqual([]);
    },
  );
});

describe('a callback that was accepted in a chosen language', () => {
  it('is confirmed in it, and the customer hears it on the return call', async () => {
    centre().mindful.change({ callbackAfterSeconds: 600 });
    const caller = await calls();
    await caller.presses('2');
    await caller.presses('1');
    await caller.isOver(120);
    expect(languagesAfterTheChoice(caller)).toEqual(['es-US']);
    expect(await recordOf(caller)).toMatchObject({ language: 'es-US', status: 'registered' });
    await centre().clock.advance(620);
    const [returned] = centre()
      .twilio.list()
      .filter(({ to }) => to.startsWith('sip:return-support@'))
      .slice(-1);
    const heard = returned?.transcript.map(({ text }) => text).join();
    expect(heard).toContain('Gracias por su paciencia. Le comunicaremos con el próximo agente.');
    expect(tasks().at(-1)).toMatchObject({ attributes: { language: 'es-US', customerPhone: caller.record.from } });
    expect(returned?.faults).toEqual([]);
  });

  it('is registered the second way in it, when the transfer fails', async () => {
    centre().mindful.change({ behaviour: 'unreachable', callbackAfterSeconds: 600 });
    const caller = await calls();
    await caller.presses('3');
    await caller.presses('1');
    await caller.hears(/Un instant, s’il vous plaît\. Nous organisons votre rappel/, 60);
    await caller.hears(/Nous vous rappellerons dans environ 10 minutes\./, 30);
    expect(languagesAfterTheChoice(caller)).toEqual(['fr-CA']);
  });
});
