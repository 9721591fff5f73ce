import { writeFileSync } from 'node:fs';
import { configurationJsonSchema, jsonSchemaFile } from './json-schema.ts';

writeFileSync(jsonSchemaFile, configurationJsonSchema());
