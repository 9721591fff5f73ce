import type { ErrorObject } from 'ajv';

/** One line for a person: where, what was found, what to write instead. */
export function describeSchemaError(error: ErrorObject): string {
  const path = pathOf(error.instancePath);
  const found = show(error.data);
  const { params } = error;
  const parentSchema = (error.parentSchema ?? {}) as SchemaNode;
  switch (error.keyword) {
    case 'required': {
      const name = String(params['missingProperty']);
      return `${joinPath(path, name)} is missing: write ${describe(parentSchema.properties?.[name])}`;
    }
    case 'additionalProperties': {
      const known = Object.keys(parentSchema.properties ?? {}).filter((name) => !name.startsWith('$'));
      return `${joinPath(path, String(params['additionalProperty']))} is not known here: write one of ${known.join(', ')}`;
    }
    case 'enum':
      return `${path} is ${found}: write one of ${params['allowedValues'].map(show).join(', ')}`;
    case 'type':
      return `${path} is ${found}: write ${article(String(params['type']))}${hint(parentSchema)}`;
    case 'pattern':
      return `${path} is ${found}: write ${describe(parentSchema)}`;
    default:
      return `${path} is ${found}, which ${error.message}${hint(parentSchema)}`;
  }
}

/** `/queues/0/policy` as people write it: `queues[0].policy`. */
function pathOf(instancePath: string): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
  return path.replace(/^\./, '') || 'the configuration';
}

function joinPath(path: string, name: string): string {
  return path === 'the configuration' ? name : `${path}.${name}`;
}

interface SchemaNode {
  description?: string;
  type?: string;
  enum?: unknown[];
  $ref?: string;
  properties?: Record<string, SchemaNode>;
}

function describe(schema: SchemaNode | undefined): string {
  if (schema?.description) return schema.description;
  if (schema?.enum) return `one of ${schema.enum.map(show).join(', ')}`;
  if (schema?.$ref?.endsWith('phoneNumber')) return 'a phone number in E.164 form, such as "+14155550100"';
  return schema?.type ? article(schema.type) : 'a value that the schema allows';
}

function hint(schema: SchemaNode): string {
  return schema.description ? ` (${schema.description.replace(/\.$/, '')})` : '';
}

function article(type: string): string {
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
