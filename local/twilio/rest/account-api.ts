import {
  errorAnswer,
  invalidParameter,
  notFound,
  ok,
  type RestAnswer,
  RestError,
  type RestRequest,
} from './answers.ts';
import { authenticate, notAuthorised, type RestAccess } from './authenticate.ts';
import type { CheckContext } from './collection-checks.ts';
import { type Collection, collections } from './collections.ts';
import { documentedFields, originOf } from './documented-fields.ts';
import { metaOf, pageOf, pagingOf } from './pages.ts';
import type { Row, Rows } from './rows.ts';

export interface AccountApiOptions extends RestAccess {
  rows: Rows;
}

interface Target {
  collection: Collection;
  listPath: string;
  /** Absent for the list itself. */
  sid?: string;
}

/** Numbers, SIP domains, TaskRouter's settings and Event Streams of one account, without the HTTP. */
export function createAccountApi(options: AccountApiOptions): (request: RestRequest) => RestAnswer {
  return (request) => {
    try {
      return serve(request, authenticate(request, options), options);
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      return errorAnswer(error);
    }
  };
}

function serve(request: RestRequest, who: ReturnType<typeof authenticate>, options: AccountApiOptions): RestAnswer {
  const [path = '', query = ''] = request.path.split('?', 2);
  if (who === 'api-key' && KEPT_FROM_API_KEYS.test(path)) throw notAuthorised();
  if (path === `/2010-04-01/Accounts/${options.accountSid}.json`) return account(options);
  const target = targetOf(path);
  if (!target || (path.startsWith('/2010-04-01/') && !path.includes(`/${options.accountSid}/`))) throw notFound(path);
  const { collection, listPath, sid } = target;
  const { rows, accountSid } = options;
  const show = (row: Row) => ({
    ...documentedFields(row, { path: collection.path, listPath, rows }, accountSid),
    ...shown(row),
  });
  const context = { rows, listPath, show, accountPath: `/2010-04-01/Accounts/${accountSid}` };
  requireParent(listPath, options.rows);
  const row = sid === undefined ? undefined : options.rows.get(listPath, sid);
  if (sid !== undefined && !row) throw notFound(path);
  const { ofList, ofOne } = methodsOf(collection);
  if (!(row ? ofOne : ofList).includes(request.method)) throw new RestError(405, 20004, 'Method not allowed');
  const { body } = request;
  if (!row) return request.method === 'GET' ? list(target, query, context) : create(target, body, context);
  if (request.method === 'GET') return ok(show(row));
  if (request.method === 'POST') return update(target, row, { ...context, body });
  collection.checkDelete?.({ ...context, row, changed: {} });
  options.rows.remove(listPath, row.sid);
  return { status: 204, json: undefined, headers: {} };
}

function methodsOf({ create, update, canDelete }: Collection) {
  const ofList = ['GET', ...(create.length > 0 ? ['POST'] : [])];
  const ofOne = ['GET', ...(update.length > 0 ? ['POST'] : []), ...(canDelete ? ['DELETE'] : [])];
  return { ofList, ofOne };
}

/** All that is served: `POST /v1/Sinks/{Sid}`. */
export function accountRoutes(): string[] {
  const ofCollections = collections.flatMap((collection) => {
    const { ofList, ofOne } = methodsOf(collection);
    const list = collection.path;
    return [...ofList.map((method) => `${method} ${list}`), ...ofOne.map((method) => `${method} ${list}/{Sid}`)];
  });
  return ['GET /2010-04-01/Accounts/{AccountSid}', ...ofCollections].map(withoutNames);
}

/** Whatever a SID is called. */
function withoutNames(route: string): string {
  return route.replace(/\{\w+\}/g, '{Sid}');
}

/** The account and its keys. https://www.twilio.com/docs/iam/api-keys */
const KEPT_FROM_API_KEYS = /^\/(2010-04-01\/Accounts(\/AC\w{32})?(\.json|\/Keys\b.*)?|v1\/Keys\b.*)$/;

function account({ accountSid, authToken }: AccountApiOptions): RestAnswer {
  const path = `/2010-04-01/Accounts/${accountSid}`;
  const since = 'Thu, 01 Jan 2026 00:00:00 +0000';
  return ok({
    ...{ sid: accountSid, owner_account_sid: accountSid, auth_token: authToken() },
    ...{ friendly_name: 'Local', status: 'active', type: 'Full', date_created: since, date_updated: since },
    uri: `${path}.json`,
    subresource_uris: { incoming_phone_numbers: `${path}/IncomingPhoneNumbers.json`, queues: `${path}/Queues.json` },
  });
}

function targetOf(path: string): Target | undefined {
  for (const collection of collections) {
    const pattern = collection.path.replace(/\{\w+\}/g, '\\w{34}');
    const match = new RegExp(`^(${pattern})(?:/(\\w{34}))?(?:\\.json)?$`).exec(path);
    if (match?.[1]) return { collection, listPath: match[1], sid: match[2] };
  }
  return undefined;
}

/** A sub-resource exists only with its parent. */
function requireParent(listPath: string, rows: Rows): void {
  const parent = /^(.+)\/(\w{34})\/[A-Za-z/]+$/.exec(listPath);
  const [, parentList = '', sid = ''] = parent ?? [];
  if (parent && !/\/Accounts$/.test(parentList) && !rows.get(parentList, sid)) throw notFound(listPath);
}

function list({ collection, listPath }: Target, query: string, { rows, show }: Context): RestAnswer {
  const parameters = new URLSearchParams(query);
  const matching = rows.list(listPath).filter((row) =>
    Object.entries(collection.filters ?? {}).every(([parameter, field]) => {
      const wanted = parameters.get(parameter);
      return wanted === null || String(row[field]).includes(wanted.replace(/\*/g, ''));
    }),
  );
  const isV2010 = listPath.startsWith('/2010');
  const page = pageOf(matching, `${listPath}${isV2010 ? '.json' : ''}`, query);
  const beside = isV2010 ? pagingOf(page) : { meta: metaOf(page, collection.key, originOf(listPath)) };
  return ok({ [collection.key]: page.items.map(show), ...beside });
}

type Context = Omit<CheckContext, 'row' | 'changed'> & { show(row: Row): object };

function create({ collection, listPath }: Target, body: string, context: Context): RestAnswer {
  const known = collection.create.map((name) => name.replace('!', ''));
  const changed = readFields(body, known);
  const missing = collection.create.find(
    (name) => name.endsWith('!') && changed[fieldOf(name.slice(0, -1))] === undefined,
  );
  if (missing) throw invalidParameter(`Missing required parameter ${missing.slice(0, -1)}`);
  const row: Row = { sid: context.rows.newSid(collection.prefix), ...collection.defaults?.(listPath), ...changed };
  collection.check?.({ ...context, row, changed });
  context.rows.put(listPath, row);
  return { status: 201, json: context.show(row), headers: {} };
}

function update({ collection, listPath }: Target, row: Row, context: Context & { body: string }): RestAnswer {
  const changed = readFields(context.body, collection.update);
  const next = { ...row, ...changed };
  collection.check?.({ ...context, row: next, changed });
  context.rows.put(listPath, next);
  return ok(context.show(next));
}

function readFields(body: string, known: readonly string[]): Record<string, unknown> {
  const form = new URLSearchParams(body);
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (!known.includes(name)) throw invalidParameter(`${name} is not simulated here: use ${known.join(', ')}`);
    const values = form.getAll(name);
    fields[fieldOf(name)] = name === 'Types' ? values.map((value) => JSON.parse(value)) : values[0] || null;
  }
  return fields;
}

/** `VoiceUrl` is `voice_url` in JSON. */
function fieldOf(parameter: string): string {
  return parameter.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();
}

/** Twilio takes the types of a subscription but does not show them with it. */
function shown({ types: _, ...row }: Row): Omit<Row, 'types'> {
  return JSON.parse(JSON.stringify(row));
}
