import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from '../support/npm-package.ts';

/** Twilio's command line brings the official OpenAPI documents of every product. Throws when they are not to be had. */
export function fetchDocuments(): string {
  return join(fetchPackage('@twilio/cli-core', '9.0.0'), 'src/services/twilio-api');
}

export interface Schema {
  $ref?: string;
  description?: string;
  type?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema; description?: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface Document {
  paths: Record<string, Partial<Record<'get' | 'post' | 'delete', Operation>>>;
  components: { schemas: Record<string, Schema> };
}

export function readDocument(name: string): Document {
  return JSON.parse(readFileSync(join(fetchDocuments(), `twilio_${name}.json`), 'utf8'), withoutStrayNullable);
}

/** Those of every product that is used. */
export const products = ['api_v2010', 'taskrouter_v1', 'events_v1', 'studio_v2'];

export function resolved({ components }: Document, schema: Schema): Schema {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '') ?? [];
  return name ? (components.schemas[name] ?? {}) : schema;
}

/** What has no type may be null anyway; ajv refuses to be told so twice. */
function withoutStrayNullable(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'type' in value || !('nullable' in value)) return value;
  const { nullable: __, ...rest } = value;
  return rest;
}
