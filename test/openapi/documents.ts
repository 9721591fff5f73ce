import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Twilio's command line brings the official OpenAPI documents of every product; only those files of it are used. */
const PACKAGE = '@twilio/cli-core@9.0.0';
const CACHE = resolve(import.meta.dirname, '../../.cache/twilio-openapi');
const FOLDER = join(CACHE, 'package/src/services/twilio-api');

/** Takes the documents from the npm registry, once. Throws when they are not to be had. */
export function fetchDocuments(): void {
  if (existsSync(FOLDER)) return;
  mkdirSync(CACHE, { recursive: true });
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', CACHE], { stdio: 'pipe', timeout: 60_000 });
  const archive = readdirSync(CACHE).find((file) => file.endsWith('.tgz'));
  execFileSync('tar', ['xzf', join(CACHE, archive ?? ''), '-C', CACHE], { stdio: 'pipe' });
}

export interface Schema {
  $ref?: string;
  type?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: Schema; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface Document {
  paths: Record<string, Partial<Record<'get' | 'post' | 'delete', Operation>>>;
  components: { schemas: Record<string, Schema> };
}

export function readDocument(name: string): Document {
  return JSON.parse(readFileSync(join(FOLDER, `twilio_${name}.json`), 'utf8'), withoutStrayNullable);
}

/** What has no type may be null anyway; ajv refuses to be told so twice. */
function withoutStrayNullable(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'type' in value || !('nullable' in value)) return value;
  const { nullable: __, ...rest } = value;
  return rest;
}
