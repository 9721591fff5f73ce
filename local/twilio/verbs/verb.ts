import type { DocumentRequest, FetchContext } from '../calls/documents.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import type { WebhookMethod } from '../webhooks.ts';

/** What comes after a verb. */
export type VerbResult =
  | { kind: 'next-verb' }
  /** In place of the rest of the document. */
  | { kind: 'document'; request: DocumentRequest }
  | { kind: 'hang-up' }
  | { kind: 'leave' };

/** How a row of documents came to its end. */
export type Ending = 'out-of-verbs' | 'hang-up' | 'leave';

/** Where documents are carried out: on a call, or for as long as its caller waits in a queue. */
export interface DocumentContext extends FetchContext {
  /** Within the documents of a REFER: ends the leg of the far end that sent it, which waits for an answer. */
  targetAnswers?(): void;
  /** Carries out a document and those that follow it. */
  runDocuments(first: DocumentRequest, context: DocumentContext): Promise<Ending>;
}

export interface VerbContext extends DocumentContext {
  /** URL of the document that the verb stands in; relative URLs count from it. */
  documentUrl: string;
  isFirstVerb: boolean;
}

export type Verb = (element: TwimlElement, context: VerbContext) => Promise<VerbResult>;

export const nextVerb: VerbResult = { kind: 'next-verb' };

/** An attribute that the grammar has already checked. */
export function integerAttribute(element: TwimlElement, name: string, otherwise: number): number {
  return Number(element.attributes[name] ?? otherwise);
}

export function booleanAttribute(element: TwimlElement, name: string): boolean {
  return element.attributes[name] === 'true';
}

export function methodAttribute(element: TwimlElement, name = 'method'): WebhookMethod {
  return element.attributes[name] === 'GET' ? 'GET' : 'POST';
}

/** Absolute, or `undefined` when the attribute is absent. */
export function urlAttribute(element: TwimlElement, name: string, context: VerbContext): string | undefined {
  const value = element.attributes[name];
  return value === undefined ? undefined : new URL(value, context.documentUrl).href;
}
