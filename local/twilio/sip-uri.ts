/** A SIP URI as `<Sip>` dials it. */
export interface SipUri {
  user: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  /** The edge that the call leaves from; Virginia unless the address says otherwise. */
  edge: string;
  /** Header names as written, values percent-decoded. */
  headers: Map<string, string>;
}

/** `dropped`: headers that Twilio leaves out without a word while the call goes on (errors 32110 to 32112). */
export type SipUriReading = { ok: true; uri: SipUri; dropped: string[] } | { ok: false; problem: string };

const UNRESERVED = "A-Za-z0-9\\-_.!~*'()";
const ESCAPED = '%[\\dA-Fa-f]{2}';
const USER = `(?:[${UNRESERVED}&=+$,;?/]|${ESCAPED})+`;
const HOST = '[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[\\dA-Fa-f:.]+\\]';
const PARAMETER = `;(?:[${UNRESERVED}\\[\\]/:&+$]|${ESCAPED})+(?:=(?:[${UNRESERVED}\\[\\]/:&+$]|${ESCAPED})+)?`;
const SIP_URI = new RegExp(`^(sips?):(${USER})@(${HOST})(?::(\\d{1,5}))?((?:${PARAMETER})*)(?:\\?(.+))?$`);
const HEADER = new RegExp(`^((?:[${UNRESERVED}[\\]/?:+$]|${ESCAPED})+)=((?:[${UNRESERVED}[\\]/?:+$]|${ESCAPED})*)$`);

/** https://www.twilio.com/docs/voice/twiml/sip: the address below 255 characters, its headers below 1024. */
const MOST_ADDRESS_CHARACTERS = 254;
const MOST_HEADER_CHARACTERS = 1023;

/** The part of RFC 3261 (section 19.1) that Twilio dials, strictly. */
export function parseSipUri(text: string): SipUriReading {
  const [, scheme, user, host, port, parameters = '', headerText] = SIP_URI.exec(text) ?? [];
  if (user === undefined || host === undefined) return bad('it is not sip:user@host[:port][;parameters][?headers]');
  const headerLength = headerText === undefined ? 0 : headerText.length + 1;
  if (text.length - headerLength > MOST_ADDRESS_CHARACTERS)
    return bad(`it has more than ${MOST_ADDRESS_CHARACTERS} characters`);
  if (headerLength > MOST_HEADER_CHARACTERS)
    return bad(`its headers have more than ${MOST_HEADER_CHARACTERS} characters`);
  const transport = readTransport(parameters);
  if (!transport) return bad('its transport is not udp, tcp or tls');
  const edge = readEdge(parameters);
  if (!edge) return bad("its region or edge is none of Twilio's");
  const portNumber = Number(port ?? (scheme === 'sips' || transport === 'tls' ? 5061 : 5060));
  if (portNumber < 1 || portNumber > 65_535) return bad(`${portNumber} is no port`);
  const reading = readHeaders(headerText);
  if ('problem' in reading) return bad(reading.problem);
  return {
    ok: true,
    uri: { user, host, port: portNumber, transport, edge, headers: reading.headers },
    dropped: reading.dropped,
  };
}

function bad(problem: string): SipUriReading {
  return { ok: false, problem };
}

function readTransport(parameters: string): SipUri['transport'] | undefined {
  const value = /;transport=([^;]*)/i.exec(parameters)?.[1]?.toLowerCase() ?? 'udp';
  return value === 'udp' || value === 'tcp' || value === 'tls' ? value : undefined;
}

/** https://www.twilio.com/docs/voice/twiml/sip, "region" */
const EDGES = new Map([
  ...Object.entries({ us1: 'ashburn', us2: 'umatilla', ie1: 'dublin', de1: 'frankfurt' }),
  ...Object.entries({ sg1: 'singapore', jp1: 'tokyo', br1: 'sao-paulo', au1: 'sydney' }),
]);

/** The newer name stands above the older one. */
function readEdge(parameters: string): string | undefined {
  const edge = /;edge=([^;]*)/i.exec(parameters)?.[1];
  if (edge !== undefined) return [...EDGES.values()].find((known) => known === edge);
  return EDGES.get(/;region=([^;]*)/i.exec(parameters)?.[1] ?? 'us1');
}

type Headers = { headers: Map<string, string>; dropped: string[] } | { problem: string };

function readHeaders(text: string | undefined): Headers {
  const headers = new Map<string, string>();
  const dropped: string[] = [];
  for (const pair of text === undefined ? [] : text.split('&')) {
    const [, name, rawValue] = HEADER.exec(pair) ?? [];
    const value = rawValue === undefined ? undefined : decode(rawValue);
    if (name === undefined || rawValue === undefined || value === undefined)
      return { problem: `its header "${pair}" is malformed` };
    const reason = reasonToDrop(name, rawValue, value);
    if (reason) dropped.push(`${name}: ${reason}`);
    else headers.set(name, value);
  }
  return { headers, dropped };
}

const OTHER_HEADERS = ['user-to-user', 'remote-party-id', 'p-preferred-identity', 'p-called-party-id'];

function reasonToDrop(name: string, rawValue: string, value: string): string | undefined {
  const lowerName = name.toLowerCase();
  if (lowerName.startsWith('x-twilio')) return 'Twilio keeps X-Twilio headers to itself (32113)';
  if (!/^x-[a-z\d-]+$/.test(lowerName) && !OTHER_HEADERS.includes(lowerName)) return 'only X- headers are sent (32111)';
  if (/[[\]/?:+$]/.test(rawValue)) return 'its value is not percent-encoded (32110)';
  return /\p{Cc}/u.test(value) ? 'its value has control characters (32112)' : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
