import { useRef } from 'preact/hooks';
import type { PhoneSection } from '../../wire.ts';
import { placeInWords } from '../state/call-words.ts';
import { askControl } from '../state/control-api.ts';
import { linkTo } from '../state/route.ts';
import { timeOfDay } from '../state/time-of-day.ts';
import { callerName } from '../state/words.ts';
import { CallbackStrip } from './callback-strip.tsx';
import { Captions } from './captions.tsx';
import { KeypadButtons } from './keypad.tsx';
import { playKey } from './sounds.ts';
import { useKeyboardKeys } from './use-keyboard-keys.ts';

/** One caller's phone. Keys of the keyboard are keys of the phone while the focus is on it. */
export function Phone({ phone, nowMs }: { phone: PhoneSection; nowMs: number }) {
  const { callSid, from, queue, where, returned } = phone;
  const isOver = where === 'ended';
  const line = returned ?? phone;
  const sent = useRef<Promise<unknown>>(Promise.resolve());
  /** One after the other: the keys of a number must not overtake each other. */
  const press = (digits: string) => {
    playKey(digits);
    sent.current = sent.current.then(() => askControl('POST', `calls/${callSid}/digits`, { digits }));
  };
  const phoneElement = useKeyboardKeys(isOver ? undefined : press);
  return (
    <article
      ref={phoneElement}
      class={`card phone ${ringing(phone) ? 'rings' : ''}`}
      aria-label={`Phone of ${callerName(from)}`}
    >
      <PhoneHead callSid={callSid} name={callerName(from)} />
      <p class="where" role="status">
        {isOver && !returned ? ending(phone) : presentPlace(line.where, queue)}
      </p>
      {phone.callback && <CallbackStrip callback={phone.callback} nowMs={nowMs} />}
      <Captions line={line} label={`What ${callerName(from)} hears`} />
      {line.faults.length > 0 && <p class="problem">{line.faults.at(-1)}</p>}
      {!isOver && <Keys callSid={callSid} press={press} />}
      <p class="links">
        <a href={linkTo('calls', callSid)}>Explain this call</a>
        {returned && <a href={linkTo('calls', returned.callSid)}>Explain the return call</a>}
      </p>
    </article>
  );
}

function PhoneHead({ callSid, name }: { callSid: string; name: string }) {
  return (
    <div class="card-head">
      <h3>{name}</h3>
      <button
        type="button"
        class="quiet"
        aria-label={`Put the phone of ${name} away`}
        onClick={() => void askControl('POST', `phones/${callSid}/remove`)}
      >
        ✕
      </button>
    </div>
  );
}

function Keys({ callSid, press }: { callSid: string; press(key: string): void }) {
  return (
    <>
      <KeypadButtons onPress={press} />
      <button type="button" class="danger wide" onClick={() => void askControl('POST', `calls/${callSid}/hangup`)}>
        Hang up
      </button>
    </>
  );
}

function ringing({ callback }: PhoneSection): boolean {
  return callback?.state === 'calling-customer';
}

function ending({ endedBy, callback }: PhoneSection): string {
  if (callback?.state === 'waiting') return `Waiting at home, due ${timeOfDay(callback.dueAtMs).slice(0, 5)}.`;
  if (callback?.state === 'calling-customer') return 'Mindful calls back.';
  return endedBy === 'caller' ? 'You have hung up.' : 'The call is over.';
}

function presentPlace(where: string, queue: string | null): string {
  if (where === 'ended') return 'The call is over.';
  if (where === 'ringing') return `Calling ${queue ?? ''}…`;
  return `${placeInWords(where)}${where.startsWith('choosing') ? ': press a key' : ''}.`;
}
