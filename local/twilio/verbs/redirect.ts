import { methodAttribute, type Verb } from './verb.ts';

export const redirect: Verb = async (element, { documentUrl }) => ({
  kind: 'document',
  request: { method: methodAttribute(element), url: new URL(element.text, documentUrl).href },
});
