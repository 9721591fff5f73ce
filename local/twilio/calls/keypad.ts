export type DigitListener = (digit: string) => void;

/** The caller's keys. The latest listener gets them; without a listener they are lost, as on Twilio. */
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
