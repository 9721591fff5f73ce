import { RestError } from './answers.ts';
import type { Row, Rows } from './rows.ts';

/** What a rule of Twilio's is checked with. */
export interface CheckContext {
  row: Row;
  /** The fields that this request sets; empty for a deletion. */
  changed: Readonly<Record<string, unknown>>;
  rows: Rows;
  listPath: string;
  /** `/2010-04-01/Accounts/AC...` */
  accountPath: string;
}

/** An application or a trunk answers in place of the number's own URLs; setting one unsets the other. */
export function oneOwnerOfANumber({ row, changed }: CheckContext): void {
  if (changed['voice_application_sid']) row['trunk_sid'] = null;
  else if (changed['trunk_sid']) row['voice_application_sid'] = null;
  if (row['voice_fallback_url'] && !row['voice_url']) {
    throw new RestError(400, 21405, 'VoiceFallbackUrl cannot be set without VoiceUrl');
  }
}

/** Names that belong to other accounts of this world. */
const foreignDomainNames: ReadonlySet<string> = new Set(['taken.sip.twilio.com']);

export function uniqueDomainName({ row, rows, listPath }: CheckContext): void {
  const name = String(row['domain_name']);
  const others = rows.list(listPath).filter(({ sid }) => sid !== row.sid);
  const isTaken = foreignDomainNames.has(name) || others.some((other) => other['domain_name'] === name);
  if (/^[a-z0-9-]+\.sip\.twilio\.com$/i.test(name) && !isTaken) return;
  throw new RestError(400, 21232, 'Domain is invalid, already in use or a subdomain of a domain you do not control');
}

export function mappedList({ row, rows, listPath, accountPath }: CheckContext): void {
  const listSid = String(row['ip_access_control_list_sid']);
  const list = rows.get(`${accountPath}/SIP/IpAccessControlLists`, listSid);
  if (!list) throw new RestError(404, 20404, `IpAccessControlList ${listSid} was not found`);
  if (rows.get(listPath, listSid)) throw new RestError(400, 21231, 'IpAccessControlList already associated');
  row.sid = listSid;
  row['friendly_name'] = list['friendly_name'];
  row['ip_access_control_list_sid'] = undefined;
}

export function unmappedList({ row, rows, accountPath }: CheckContext): void {
  const domains = rows.list(`${accountPath}/SIP/Domains`);
  const isMapped = domains.some(({ sid }) =>
    rows.get(`${accountPath}/SIP/Domains/${sid}/Auth/Calls/IpAccessControlListMappings`, row.sid),
  );
  if (isMapped) throw new RestError(400, 21231, 'IpAccessControlList is associated with a domain');
}

export function wholeAddress({ row }: CheckContext): void {
  const length = Number(row['cidr_prefix_length'] ?? 32);
  row['cidr_prefix_length'] = length;
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(String(row['ip_address'])) && length >= 0 && length <= 32) return;
  throw new RestError(400, 21233, 'IpAddress or CidrPrefixLength is invalid');
}

export function webhookSink({ row }: CheckContext): void {
  if (typeof row['sink_configuration'] === 'string') row['sink_configuration'] = JSON.parse(row['sink_configuration']);
  const { destination } = row['sink_configuration'] as { destination?: unknown };
  if (row['sink_type'] === 'webhook' && /^https:\/\//.test(String(destination))) return;
  throw new RestError(400, 20001, 'a webhook sink needs an https destination');
}

export function sinkWithoutSubscriptions({ row, rows }: CheckContext): void {
  if (rows.list('/v1/Subscriptions').every((subscription) => subscription['sink_sid'] !== row.sid)) return;
  throw new RestError(409, 20409, `Sink ${row.sid} has subscriptions`);
}

export function subscriptionToSink({ row, rows }: CheckContext): void {
  const sinkSid = String(row['sink_sid']);
  if (!rows.get('/v1/Sinks', sinkSid)) throw new RestError(404, 20404, `Sink ${sinkSid} was not found`);
}
