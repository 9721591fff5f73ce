import { taskRouterOrigin } from './context.ts';
import { resourceFields } from './resource-fields.ts';
import type { Row, Rows } from './rows.ts';

interface Place {
  /** Of the collection, with `{...}` for SIDs. */
  path: string;
  listPath: string;
  rows: Rows;
}

/**
 * What Twilio's JSON says of every resource beside its settings: whose it is, where it is, since when, and what is related to it. The
 * old API writes times as mail does and addresses without their host.
 * https://www.twilio.com/docs/usage/twilios-response
 */
export function documentedFields(row: Row, { path, listPath, rows }: Place, accountSid: string) {
  const { initial, related = {} } = resourceFields[path] ?? {};
  const { createdAtMs, updatedAtMs } = rows.datesOf(listPath, row.sid);
  const [, parent = '', parentSid] = /^(.*\/(\w{34}))\/\w+$/.exec(listPath) ?? [];
  if (listPath.startsWith('/2010')) {
    const dates = { date_created: mailTime(createdAtMs), date_updated: mailTime(updatedAtMs) };
    const hasAddress = !listPath.endsWith('Mappings');
    const uris = addresses(related, { self: `${listPath}/${row.sid}` }, '.json');
    return {
      ...{ ...initial, account_sid: accountSid, ...dates },
      ...(listPath.endsWith('/IpAddresses') && { ip_access_control_list_sid: parentSid }),
      ...(hasAddress && { uri: `${listPath}/${row.sid}.json` }),
      ...(Object.keys(uris).length > 0 && { subresource_uris: uris }),
    };
  }
  const origin = originOf(listPath);
  const url = `${origin}${listPath}/${row.sid}`;
  return {
    ...{ ...initial, ...(listPath !== '/v1/Sinks' && { account_sid: accountSid }) },
    ...(listPath.startsWith('/v1/Workspaces/') && { workspace_sid: parentSid }),
    ...{ date_created: isoTime(createdAtMs), date_updated: isoTime(updatedAtMs) },
    url,
    links: addresses(related, { self: url, list: origin + listPath, workspace: origin + parent }),
  };
}

function addresses(related: Readonly<Record<string, string>>, places: Readonly<Record<string, string>>, ending = '') {
  const addressOf = (template: string) => template.replace(/\{(\w+)\}/g, (_, place) => places[place] ?? '') + ending;
  return Object.fromEntries(Object.entries(related).map(([name, template]) => [name, addressOf(template)]));
}

/** The API that has this list. */
export function originOf(listPath: string): string {
  return listPath.startsWith('/v1/Workspaces') ? taskRouterOrigin : 'https://events.twilio.com';
}

function mailTime(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}

function isoTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
