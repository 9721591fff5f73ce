import { toJsonSchema } from '@valibot/to-json-schema';
import { isUnique } from './forms.ts';
import { configurationSchema } from './schema.ts';

/** Where editors find it: `"$schema": "./configuration.schema.json"`. */
export const jsonSchemaFile = 'config/configuration.schema.json';

/** The JSON schema of a configuration as it is written, for editors; what needs more than one field is checked by us alone. */
export function configurationJsonSchema(): string {
  const schema = toJsonSchema(configurationSchema, {
    typeMode: 'input',
    ignoreActions: ['raw_check'],
    errorMode: 'ignore',
    overrideAction: ({ valibotAction, jsonSchema }) => {
      const { type, requirement } = { requirement: undefined as unknown, ...valibotAction };
      if (type === 'check' && requirement === isUnique) return { ...jsonSchema, uniqueItems: true };
      // Editors read every pattern with the flag u.
      return type === 'regex' && requirement instanceof RegExp
        ? { ...jsonSchema, pattern: requirement.source }
        : undefined;
    },
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      const { type, message } = { message: undefined, ...valibotSchema };
      if (type === 'loose_object') return { ...jsonSchema, additionalProperties: false };
      return typeof message === 'string' ? { description: message, ...jsonSchema } : undefined;
    },
  });
  return `${JSON.stringify({ ...schema, title: 'Callback service configuration' }, null, 2)}\n`;
}
