import type { Row, Rows } from './rows.ts';

/**
 * What Twilio's JSON says of every resource beside its settings: whose it is, where it is, since when. The old API writes times as mail
 * does and addresses without their host.
 * https://www.twilio.com/docs/usage/twilios-response
 */
export function documentedFields(row: Row, { listPath, rows }: { listPath: string; rows: Rows }, accountSid: string) {
  const { createdAtMs, updatedAtMs } = rows.datesOf(listPath, row.sid);
  if (listPath.startsWith('/2010')) {
    const dates = { date_created: mailTime(createdAtMs), date_updated: mailTime(updatedAtMs) };
    const hasAddress = !listPath.endsWith('Mappings');
    return { account_sid: accountSid, ...dates, ...(hasAddress && { uri: `${listPath}/${row.sid}.json` }) };
  }
  const [, workspaceSid] = /^\/v1\/Workspaces\/(\w{34})\//.exec(listPath) ?? [];
  return {
    ...(listPath !== '/v1/Sinks' && { account_sid: accountSid }),
    ...(workspaceSid !== undefined && { workspace_sid: workspaceSid }),
    ...{ date_created: isoTime(createdAtMs), date_updated: isoTime(updatedAtMs) },
    url: `https://${hostOf(listPath)}.twilio.com${listPath}/${row.sid}`,
  };
}

function hostOf(listPath: string): string {
  return listPath.startsWith('/v1/Workspaces') ? 'taskrouter' : 'events';
}

function mailTime(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}

function isoTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
