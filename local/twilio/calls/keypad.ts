export type DigitListener = (digit: string) => void;

/** The caller's keys. Whoever listened last gets them; with nobody listening they are lost, as on Twilio. */
export class Keypad {
  readonly #listeners: DigitListener[] = [];

  /** Returns how to stop listening. */
  listen(listener: DigitListener): () => void {
    this.#listeners.push(listener);
    return () => {
      const index = this.#listeners.lastIndexOf(listener);
      if (index >= 0) this.#listeners.splice(index, 1);
    };
  }

  press(digits: string): void {
    for (const digit of digits) this.#listeners.at(-1)?.(digit);
  }
}
