/** A list is written with spaces between; what is absent is left out. */
type Attributes = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** An element and what is in it, written as Twilio's own library writes them; `test/twiml/twiml-document.test.ts` compares. */
class Verb {
  readonly #name: string;
  readonly #attributes: Attributes;
  readonly #text: string;
  readonly #nested: Verb[] = [];

  constructor(name: string, attributes: Attributes = {}, text = '') {
    this.#name = name;
    this.#attributes = attributes;
    this.#text = text;
  }

  protected add<Nested extends Verb>(nested: Nested): Nested {
    this.#nested.push(nested);
    return nested;
  }

  protected written(): string {
    let start = `<${this.#name}`;
    for (const [name, value] of Object.entries(this.#attributes)) {
      if (value === undefined) continue;
      const text = Array.isArray(value) ? value.join(' ') : String(value);
      start += ` ${name}="${escaped(text, IN_ATTRIBUTE)}"`;
    }
    let content = escaped(legal(this.#text), IN_TEXT);
    for (const nested of this.#nested) content += nested.written();
    return content === '' ? `${start}/>` : `${start}>${content}</${this.#name}>`;
  }
}

class Speaker extends Verb {
  say(attributes: Attributes, text: string): void {
    this.add(new Verb('Say', attributes, text));
  }

  play(url: string): void {
    this.add(new Verb('Play', {}, url));
  }
}

class Enqueue extends Verb {
  task(attributes: Attributes, taskAttributes: string): void {
    this.add(new Verb('Task', attributes, taskAttributes));
  }
}

class Dial extends Verb {
  sip(attributes: Attributes, address: string): void {
    this.add(new Verb('Sip', attributes, address));
  }
}

/**
 * The verbs that we use, under the names that they have in Twilio's own library.
 * https://www.twilio.com/docs/voice/twiml
 */
export class VoiceResponse extends Speaker {
  constructor() {
    super('Response');
  }

  gather(attributes: Attributes): Speaker {
    return this.add(new Speaker('Gather', attributes));
  }

  enqueue(attributes: Attributes): Enqueue {
    return this.add(new Enqueue('Enqueue', attributes));
  }

  dial(attributes: Attributes): Dial {
    return this.add(new Dial('Dial', attributes));
  }

  pause(attributes: { length: number }): void {
    this.add(new Verb('Pause', attributes));
  }

  redirect(url: string): void {
    this.add(new Verb('Redirect', {}, url));
  }

  leave(): void {
    this.add(new Verb('Leave'));
  }

  hangup(): void {
    this.add(new Verb('Hangup'));
  }

  override toString(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${this.written()}`;
  }
}

const IN_TEXT = /[&<>\r]/g;
const IN_ATTRIBUTE = /[&<"\t\n\r]/g;

const REFERENCES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' },
};

function escaped(text: string, characters: RegExp): string {
  return text.replace(characters, (character) => REFERENCES[character] ?? character);
}

/** Everything but what no XML document may hold. https://www.w3.org/TR/xml/#charsets */
const ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function legal(text: string): string {
  if (ILLEGAL.test(text)) throw new Error('the text has a character that no document may hold');
  return text;
}
