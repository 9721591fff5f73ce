import type { SipLeg } from '../sip-peer.ts';

/** What the far end did, as the `<Dial>` needs to know it. */
export type LegEvent =
  | { kind: 'ringing' | 'answered' | 'hung-up' }
  | { kind: 'says'; text: string }
  | { kind: 'refused'; sipResponseCode: number }
  | { kind: 'refers'; toUri: string };

type LegState = 'calling' | 'ringing' | 'answered' | 'over';

/** The leg to the far end. It passes on what the far end does, as long as the leg's state allows it. */
export class DialedLeg implements SipLeg {
  #state: LegState = 'calling';
  readonly #tell: (event: LegEvent) => void;
  readonly #digitListeners: ((digits: string) => void)[] = [];
  readonly #endListeners: (() => void)[] = [];

  constructor(tell: (event: LegEvent) => void) {
    this.#tell = tell;
  }

  ring(): void {
    if (this.#state !== 'calling') return;
    this.#state = 'ringing';
    this.#tell({ kind: 'ringing' });
  }

  answer(): void {
    if (this.#state !== 'calling' && this.#state !== 'ringing') return;
    this.#state = 'answered';
    this.#tell({ kind: 'answered' });
  }

  say(text: string): void {
    if (this.#state === 'answered') this.#tell({ kind: 'says', text });
  }

  refuse(sipResponseCode: number): void {
    if (this.#state === 'calling' || this.#state === 'ringing') this.#tell({ kind: 'refused', sipResponseCode });
  }

  hangUp(): void {
    if (this.#state === 'answered') this.#tell({ kind: 'hung-up' });
  }

  refer(toUri: string): void {
    if (this.#state === 'answered') this.#tell({ kind: 'refers', toUri });
  }

  onDigits(listener: (digits: string) => void): void {
    this.#digitListeners.push(listener);
  }

  onEnd(listener: () => void): void {
    if (this.#state === 'over') listener();
    else this.#endListeners.push(listener);
  }

  /** The caller pressed a key. */
  press(digits: string): void {
    if (this.#state === 'answered') for (const listener of this.#digitListeners) listener(digits);
  }

  /** The leg is over, ended by either side. */
  end(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    for (const listener of this.#endListeners) listener();
  }
}
