import { describe, expect, it } from '@jest/globals';
import { documentedRequests } from '../support/documented-requests.ts';
import { type Document, type Operation, products, readDocument, resolved } from './documents.ts';

const documents = products.map(readDocument);

function operationOf(request: string): { document: Document; operation: Operation } | undefined {
  const [method = '', path = ''] = request.split(' ');
  for (const document of documents) {
    const operation = document.paths[path]?.[method.toLowerCase() as 'get'];
    if (operation) return { document, operation };
  }
  return undefined;
}

/** What the document says of each parameter. */
function parametersOf({ document, operation }: { document: Document; operation: Operation }): [string, string][] {
  const asked = (operation.parameters ?? []).map(({ name, description = '' }): [string, string] => [name, description]);
  const forms = Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
    Object.entries(schema.properties ?? {}).map(([name, property]): [string, string] => {
      return [name, property.description ?? resolved(document, property).description ?? ''];
    }),
  );
  return [...asked, ...forms];
}

/** Words in backticks are values: a channel is named `default`. */
function namesADefault(description: string): boolean {
  return /default/i.test(description.replace(/`\w*`/g, ''));
}

describe("Twilio's own documents", () => {
  it.each(documentedRequests)(
    'name the default of each parameter that is listed for %s, and of no other',
    (request, listed) => {
      const found = operationOf(request);
      const parameters = new Map(found && parametersOf(found));
      const named = [...parameters].filter(([, description]) => namesADefault(description)).map(([name]) => name);
      expect(found).toBeDefined();
      expect(named.sort()).toEqual(Object.keys(listed).sort());
      for (const [name, value] of Object.entries(listed)) {
        const plain = (parameters.get(name) ?? '').replace(/`/g, '').replace(/(\d),(\d)/g, '$1$2');
        expect(plain).toContain(String(value));
      }
    },
  );
});
