import { sipDestination } from '../../domain/mindful/sip-destination.ts';
import { sipHeadersOf } from '../../domain/mindful/sip-header.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import { type Configuration, defaultQueue, inLanguage, queueNamed } from '../../domain/queue-config.ts';
import { alwaysSent, type Parameters, parameterForms, type Route, stateForms, type UrlState } from '../../routes.ts';
import type { AsRead, CallRequest, WaitQuery } from '../../webhook.ts';
import { type AdmittedRequest, type Form, readForm } from '../request-body.ts';
import { type WebhookEvent, WebhookRefused } from '../webhook-request.ts';

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

/** What Twilio asks about a call. */
export function readCall({ event, route, body }: AdmittedRequest, configuration: Configuration): CallRequest {
  if (body.kind === 'json') throw new WebhookRefused(415, 'wrongContentType');
  const form = checkWhole(body.form, route, configuration);
  const { CallSid: callSid = '', From: from } = readParameters(EVERY_CALL, form, route);
  const parameters: Parameters = readParameters(route.parameters, form, route);
  const sipHeaders = route.sipHeaders ? sipHeadersOf(onlyValues(form)) : NO_HEADERS;
  const dialled = route.path === '/sip' ? sipDestination(configuration, parameters.To, sipHeaders)?.queue : undefined;
  const queue = dialled ?? queueNamed(configuration, event.pathParameters?.['queue']);
  const state = readState(event.rawQueryString, route);
  return {
    queue: inLanguage(queue ?? defaultQueue(configuration), state.language, configuration),
    queueUnknown: queue === undefined,
    origin: originOf(event),
    callSid,
    caller: parsePhoneNumber(from),
    parameters,
    sipHeaders,
    state,
  };
}

const EVERY_CALL = ['CallSid', 'From'] as const;

/** It only reads the wait, so whatever is signed may ask, the caller left out or not. */
export function readWaitQuery(
  { event, route, body }: AdmittedRequest,
  configuration: Configuration,
): AsRead<WaitQuery> {
  const { AccountSid, CallSid, From, Language } =
    body.kind === 'json' ? textsOf(body.json) : queryOf(event, route, body.form);
  if (AccountSid !== undefined) checkAccount(AccountSid, configuration);
  const queue = queueNamed(configuration, event.pathParameters?.['queue']);
  return {
    queue: inLanguage(queue ?? defaultQueue(configuration), Language, configuration),
    queueUnknown: queue === undefined,
    origin: originOf(event),
    callSid: CallSid,
    caller: parsePhoneNumber(From),
  };
}

type Texts = Readonly<Record<string, string | undefined>>;

function queryOf({ rawQueryString }: WebhookEvent, { method }: Route, posted: Form): Texts {
  const form = onlyValues(method === 'GET' ? readForm(rawQueryString) : posted);
  if ('AccountSid' in form && form['AccountSid'] === undefined) throw new WebhookRefused(400, 'repeatedParameter');
  return form;
}

function textsOf(json: Readonly<Record<string, unknown>>): Texts {
  return Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * A header of an INVITE may come twice, and Twilio signs each of its values. The same value twice is one; of several nobody can
 * say which is meant, so such a parameter counts as not sent.
 */
function onlyValue(value: string | string[] | undefined): string | undefined {
  if (!Array.isArray(value)) return value;
  const [first] = value;
  return value.every((other) => other === first) ? first : undefined;
}

function onlyValues(form: Form): Texts {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, onlyValue(value)]));
}

/**
 * All of Twilio's names begin with a letter, in whatever script. A part of the URL that was made a parameter (`-result` of
 * `/transfer-result`, the last digit of a state) does not, and it is the only thing that sorts before `AccountSid`.
 */
const FIRST_LETTER = 'A';

/**
 * A form that is whole: our account's, with each parameter that its sender always sends, in one value. Twilio signs the URL,
 * the names and the values one after the other with nothing between, in the order of the names, so one signed string can be read
 * as several requests. Only what no genuine request can be is refused: a value of a parameter that no step acts on never is. What
 * may still be read in another way, and why it does no harm, is in docs/decisions/0007-a-genuine-call-before-a-suspicion.md.
 */
export function checkWhole(form: Form, { sender }: Route, configuration: Configuration): Form {
  for (const name in form) if (name < FIRST_LETTER) throw new WebhookRefused(400, 'ambiguousParameters');
  const accountSid = onlyValue(form['AccountSid']);
  if (accountSid !== undefined) checkAccount(accountSid, configuration);
  for (const name of alwaysSent[sender]) {
    if (onlyValue(form[name]) !== undefined) continue;
    throw new WebhookRefused(400, name in form ? 'repeatedParameter' : 'ambiguousParameters');
  }
  return form;
}

function checkAccount(accountSid: string, configuration: Configuration): void {
  if (accountSid !== configuration.accountSid) throw new WebhookRefused(403, 'anotherAccount');
}

/** The parameters that are there, by their forms. One that is always sent in one form has been cut where it has another. */
export function readParameters<Name extends keyof Parameters>(
  names: readonly Name[],
  form: Form,
  { sender }: Route,
): Pick<Parameters, Name> {
  const parameters: Record<string, unknown> = {};
  for (const name of names) {
    const text = onlyValue(form[name]);
    if (text === undefined) continue;
    const value = parameterForms[name](text);
    const required: readonly string[] = alwaysSent[sender];
    if (value === undefined && required.includes(name)) throw new WebhookRefused(400, 'ambiguousParameters');
    parameters[name] = value;
  }
  return parameters as Pick<Parameters, Name>;
}

/** The state that an earlier step put into this URL. Any other query is none that we have minted. */
export function readState(rawQuery: string, route: Route): UrlState {
  const state: Record<string, unknown> = {};
  if (rawQuery === '') return state;
  for (const pair of rawQuery.split('&')) {
    const [key = '', text = '', ...rest] = pair.split('=');
    const known = route.state.find((name) => name === key);
    const value = known && stateForms[known](text);
    if (value === undefined || rest.length > 0 || key in state) throw new WebhookRefused(400, 'ambiguousParameters');
    state[key] = value;
  }
  return state;
}

function originOf({ requestContext }: WebhookEvent): string {
  return `https://${requestContext.domainName}`;
}
