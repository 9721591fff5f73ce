/** What a caller hears rather than where the call goes. */
const HEARD = new Set(['Say', 'Play', 'Pause']);

/**
 * The verbs of a TwiML document in their order, nested ones in brackets, without what is only heard: `Gather Enqueue(Task)`.
 * `undefined` for text that is not one well-formed `<Response>`.
 */
export function outlineOf(twiml: string): string | undefined {
  const [document] =
    /^\s*(<\?xml[^>]*\?>)?\s*<Response>.*<\/Response>\s*$|^\s*(<\?xml[^>]*\?>)?\s*<Response\/>\s*$/s.exec(twiml) ?? [];
  if (document === undefined) return undefined;
  const root: Verb = { name: '', verbs: [] };
  const open = [root];
  for (const [, closing, name = '', empty] of document.matchAll(/<(\/?)([A-Za-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    const parent = open.at(-1) ?? root;
    if (closing) {
      if (parent.name !== name) return undefined;
      open.pop();
      continue;
    }
    const verb: Verb = { name, verbs: [] };
    parent.verbs.push(verb);
    if (!empty) open.push(verb);
  }
  const [response] = root.verbs;
  return open.length === 1 && response?.name === 'Response' ? outline(response.verbs) : undefined;
}

interface Verb {
  name: string;
  verbs: Verb[];
}

function outline(verbs: Verb[]): string {
  const told = verbs.filter(({ name }) => !HEARD.has(name));
  return told.map((verb) => verb.name + (outline(verb.verbs) && `(${outline(verb.verbs)})`)).join(' ');
}
