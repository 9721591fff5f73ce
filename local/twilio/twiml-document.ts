import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import { problemsOfDocument } from './twiml-check.ts';
import type { Place, TwimlElement } from './twiml-grammar.ts';

export type TwimlReading = { ok: true; verbs: readonly TwimlElement[] } | { ok: false; problem: string };

/**
 * Reads a document and checks it against the grammar. Twilio ignores an unknown verb or attribute with warning 12200 and
 * goes on; here that is an error like 12100, because a misspelt attribute must not wait for a live call to be noticed.
 */
export function readTwiml(source: string, place: Place): TwimlReading {
  const problem = problemOfSource(source);
  if (problem) return { ok: false, problem };
  const problems: string[] = [];
  const root = parseXml(source, problems);
  if (!root || problems.length > 0) return { ok: false, problem: problems.join('; ') || 'it is not XML' };
  if (root.name !== 'Response') return { ok: false, problem: `the root element is <${root.name}>, not <Response>` };
  problems.push(...attributeProblems(root), ...problemsOfDocument(root.children, place));
  if (root.text) problems.push(`"${root.text}" stands outside any verb`);
  return problems.length > 0 ? { ok: false, problem: problems.join('; ') } : { ok: true, verbs: root.children };
}

/** What the parser would let pass although it is not well-formed XML, or although Twilio refuses it. */
function problemOfSource(source: string): string | undefined {
  if (source.trim() === '') return 'the document is empty';
  if (/^\s+<\?xml/.test(source)) return 'there is white space before <?xml';
  if (/<!DOCTYPE/i.test(source)) return 'a document type has no place in TwiML';
  const outsideCdata = source.replace(/<!\[CDATA\[.*?\]\]>/gs, '');
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(outsideCdata)) return 'an ampersand is not escaped';
  return ILLEGAL_CHARACTER.test(withCharacterReferences(source))
    ? 'it contains a character that XML forbids'
    : undefined;
}

/** https://www.w3.org/TR/xml/#charsets */
const ILLEGAL_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function withCharacterReferences(source: string): string {
  return source.replace(/&#(x?)([\da-f]+);/gi, (_, hex, digits) => {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\u0000';
  });
}

function parseXml(source: string, problems: string[]): TwimlElement | undefined {
  const onError = (_level: string, message: string) => {
    problems.push(message);
  };
  try {
    const root = new DOMParser({ onError }).parseFromString(source, 'text/xml').documentElement;
    return root ? toElement(root) : undefined;
  } catch {
    // The reason was passed to onError first.
    return undefined;
  }
}

function toElement(element: Element): TwimlElement {
  const nodes: Node[] = [...element.childNodes];
  return {
    name: element.tagName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    text: nodes
      .filter(isText)
      .map((node) => node.nodeValue)
      .join('')
      .trim(),
    children: nodes.filter(isElement).map(toElement),
  };
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function isText(node: Node): boolean {
  return node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE;
}

function attributeProblems(root: TwimlElement): string[] {
  return Object.keys(root.attributes).map((name) => `<Response> has no attribute ${name}`);
}
