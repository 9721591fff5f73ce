import { Ajv, type ValidateFunction } from 'ajv';
import type { RestAnswer, RestRequest } from '../../local/twilio/rest/answers.ts';
import { type Document, type Operation, products, readDocument, resolved, type Schema } from './documents.ts';

interface Found {
  id: string;
  document: Document;
  template: string;
  operation: Operation;
  pathParameters: Record<string, string>;
}

/** Holds requests and answers against Twilio's documents; returns what is wrong with them, nothing when all is right. */
export function exchangeChecker(): (request: RestRequest, answer?: RestAnswer) => string[] {
  const documents = products.map((id) => ({ id, document: readDocument(id) }));
  const ajv = new Ajv({ strict: false, logger: false, coerceTypes: true, allErrors: true, formats });
  for (const { id, document } of documents) ajv.addSchema(document, id);
  const compiled = new Map<string, ValidateFunction>();
  const validate = (id: string, schema: Schema, value: unknown): string[] => {
    const key = `${id} ${JSON.stringify(schema)}`;
    const check = compiled.get(key) ?? ajv.compile(withAbsoluteRefs(schema, id));
    compiled.set(key, check);
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return (request, answer) => {
    const [path = '', query = ''] = request.path.split('?', 2);
    const found = find(documents, request.method, path);
    if (!found) return [`${request.method} ${path} is not documented`];
    const problems = [
      ...checkPath(found, validate),
      ...checkQuery(found, query, validate),
      ...checkBody(found, request.body, validate),
      ...(answer ? checkAnswer(found, answer, validate) : []),
    ];
    return problems.map((problem) => `${request.method} ${found.template}: ${problem}`);
  };
}

type Validate = (id: string, schema: Schema, value: unknown) => string[];

const formats = {
  // The pages of the old API's lists are paths, as the documents' own examples show.
  uri: (text: string) => URL.canParse(text) || text.startsWith('/2010-04-01/'),
  'http-method': /^(GET|POST|PUT|PATCH|DELETE|HEAD)$/,
  'phone-number': /^[+*0-9a-zA-Z.]+$/,
};

/** `TaskQueues/RealTimeStatistics` is no `TaskQueues/{Sid}`: the template with the fewest gaps counts. */
function find(documents: { id: string; document: Document }[], method: string, path: string): Found | undefined {
  for (const { id, document } of documents) {
    const templates = Object.entries(document.paths).sort(([one], [other]) => gapsOf(one) - gapsOf(other));
    for (const [template, operations] of templates) {
      const operation = operations[method.toLowerCase() as 'get'];
      const match = operation && matcher(template).exec(path);
      if (match) return { id, document, template, operation, pathParameters: match.groups ?? {} };
    }
  }
  return undefined;
}

function gapsOf(template: string): number {
  return template.split('{').length;
}

function matcher(template: string): RegExp {
  return new RegExp(`^${template.replace(/\./g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/.]+)')}$`);
}

function checkPath({ id, operation, pathParameters }: Found, validate: Validate): string[] {
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
  return parameters.flatMap(({ name, schema }) => validate(id, schema, pathParameters[name]).map((why) => name + why));
}

function checkQuery({ id, operation }: Found, query: string, validate: Validate): string[] {
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return [...new URLSearchParams(query)].flatMap(([name, value]) => {
    const parameter = known.find((candidate) => candidate.name === name);
    if (!parameter) return [`query parameter ${name} is not documented`];
    return validate(id, { type: 'object', properties: { value: parameter.schema } }, { value }).map(
      (why) => name + why,
    );
  });
}

function checkBody({ id, operation }: Found, body: string, validate: Validate): string[] {
  const { content = {} } = operation.requestBody ?? {};
  const json = content['application/json']?.schema;
  if (json) return validate(id, json, JSON.parse(body));
  const schema = content['application/x-www-form-urlencoded']?.schema;
  if (!schema) return body === '' ? [] : ['has a body'];
  const form = new URLSearchParams(body);
  const unknown = [...form.keys()].filter((name) => schema.properties?.[name] === undefined);
  const values = Object.fromEntries(
    [...form.keys()].filter((name) => !unknown.includes(name)).map((name) => [name, formValue(form, name, schema)]),
  );
  return [...unknown.map((name) => `parameter ${name} is not documented`), ...validate(id, schema, values)];
}

/** An empty value unsets a setting, whatever form it must have otherwise. */
function formValue(form: URLSearchParams, name: string, { properties = {} }: Schema): unknown {
  const property = properties[name];
  if (property?.type === 'array') return form.getAll(name).map(parsed(property.items));
  const value = form.get(name) ?? '';
  return value === '' ? undefined : parsed(property)(value);
}

function parsed(schema: Schema | undefined): (value: string) => unknown {
  return (value) => (schema?.type === undefined && schema?.$ref === undefined ? JSON.parse(value) : value);
}

function checkAnswer({ id, document, operation }: Found, { status, json }: RestAnswer, validate: Validate): string[] {
  if (status >= 400) return [];
  const response = operation.responses[status];
  if (!response) return [`answer ${status} is not documented`];
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return json === undefined ? [] : ['the answer has a body'];
  return [...unknownFields(document, schema, json), ...validate(id, schema, structuredClone(json))];
}

function unknownFields(document: Document, schema: Schema, json: unknown): string[] {
  const whole = resolved(document, schema);
  if (Array.isArray(json)) return json.flatMap((item) => unknownFields(document, whole.items ?? {}, item));
  if (typeof json !== 'object' || json === null || !whole.properties) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const property = whole.properties?.[name];
    return property ? unknownFields(document, property, value) : [`field ${name} of the answer is not documented`];
  });
}

function withAbsoluteRefs(schema: Schema, id: string): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', `"${id}#/components`));
}
