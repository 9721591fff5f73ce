import { altered } from '../../local/world/faults/manners.ts';
import {
  type Upstream,
  type UpstreamFaultName,
  upstreamFaultDescriptions,
  withUpstreamFaults,
} from '../../local/world/faults/upstream-faults.ts';
import type { RequestHandler } from '../../local/world/loopback-server.ts';

/** A request as far as a fault chooses by it. */
export interface Asked {
  operation: string;
  /** 0 for the first request of a webhook to this party. */
  index: number;
}

/** Something that fails at the function's edge while it answers. */
export interface EdgeFault {
  name: string;
  party: Upstream;
  hits(asked: Asked): boolean;
  serve(handler: RequestHandler): RequestHandler;
  /** The function has never read a secret, and what it reads may be of no use. */
  cold?: true;
}

type Serve = EdgeFault['serve'];

const DELAY_MS = 3000;
const A_DAY_SECONDS = 86_400;

/** Those that the local contact centre has too. */
function catalogued(party: Upstream): [string, Serve][] {
  const names = Object.keys(upstreamFaultDescriptions) as UpstreamFaultName[];
  return names
    .filter((name) => name.startsWith(`${party}-`))
    .map((name) => [
      name.slice(party.length + 1),
      (handler) => withUpstreamFaults({ isOn: (one) => one === name, delayMs: DELAY_MS }, party, handler),
    ]);
}

const JSON_TYPE = 'application/x-amz-json-1.0';

function answering(status: number, body: string, type = JSON_TYPE): Serve {
  return () => (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type }).end(body);
  };
}

const error = (type: string, status = 400) => answering(status, JSON.stringify({ __type: type, message: 'no' }));

function late(ms: number): Serve {
  return (handler) => async (request, response) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await handler(request, response);
  };
}

const resetInBody: Serve = () => (request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': 500 }).write('{"Items":[');
  setTimeout(() => request.socket.destroy(), 20);
};

const wholeAnswers: [string, Serve][] = [
  ['502', answering(502, '<html>Bad Gateway</html>', 'text/html')],
  ['503', answering(503, '')],
  ['empty', answering(200, '')],
  ['null', answering(200, 'null')],
  ['list', answering(200, '[]')],
  ['nothing', answering(200, '{}')],
  ['late by 350 ms', late(350)],
  ['late by 700 ms', late(700)],
  ['reset in mid-body', resetInBody],
  ['denied', error('AccessDeniedException')],
  ['expired credentials', error('ExpiredTokenException')],
  ['unknown key', error('UnrecognizedClientException')],
  ['not found', error('ResourceNotFoundException')],
  ['invalid', error('ValidationException')],
];

const ofTable: [string, Serve][] = [
  ...catalogued('dynamodb'),
  ...wholeAnswers,
  ['throughput exceeded', error('ProvisionedThroughputExceededException')],
  ['request limit exceeded', error('RequestLimitExceeded')],
  ['condition failed', error('ConditionalCheckFailedException')],
];

const probes: Asked[] = ['Query', 'GetItem', 'PutItem', 'UpdateItem'].flatMap((operation) =>
  [0, 1, 2].map((index) => ({ operation, index })),
);

const isRead = ({ operation }: Asked) => operation === 'Query' || operation === 'GetItem';

/** Which requests of one webhook are hit. */
const scopes: Record<string, (asked: Asked) => boolean> = {
  always: () => true,
  'the first time': ({ index }) => index === 0,
  'from the second time': ({ index }) => index > 0,
  'on reads': isRead,
  'on writes': (asked) => !isRead(asked),
  'on items': ({ operation }) => operation === 'GetItem',
};

type Item = Record<string, Record<string, unknown> | undefined>;

/** What stands in an item instead of what the service has written. */
const documents: Record<string, (written: Record<string, unknown>) => unknown> = {
  'an hour old': (written) => ({ ...written, sampledAtMs: Number(written['sampledAtMs']) - 3_600_000 }),
  'from tomorrow': (written) => ({ ...written, sampledAtMs: Number(written['sampledAtMs']) + 86_400_000 }),
  'without a time': ({ sampledAtMs: _, ...written }) => written,
  'with a wait of 1e308': (written) => ({ ...written, wait: { quoteSeconds: 1e308, offerSeconds: 1e308 } }),
  'with a negative wait': (written) => ({ ...written, wait: { quoteSeconds: -5, offerSeconds: -5 } }),
  'with texts for numbers': (written) => ({ ...written, sampledAtMs: String(written['sampledAtMs']), freeAgents: '0' }),
  'a list': (written) => [written],
  'a number': () => 7,
  null: () => null,
};

function withDocuments(change: (text: string) => string): Serve {
  const changeItem = (item: Item): Item => {
    const text = item['document']?.['S'];
    return typeof text === 'string' ? { ...item, document: { S: change(text) } } : item;
  };
  return (handler) =>
    altered(handler, (answer) => {
      const json = JSON.parse(answer.body.toString('utf8') || '{}') as { Items?: Item[]; Item?: Item };
      if (json.Items) json.Items = json.Items.map(changeItem);
      if (json.Item) json.Item = changeItem(json.Item);
      return { ...answer, body: Buffer.from(JSON.stringify(json)) };
    });
}

const ofItems: [string, Serve][] = [
  ...Object.entries(documents).map(([name, change]): [string, Serve] => [
    `documents ${name}`,
    withDocuments((text) => JSON.stringify(change(JSON.parse(text)))),
  ]),
  ['half a document', withDocuments((text) => text.slice(0, text.length / 2))],
];

const secretOf = (text: string | undefined) =>
  answering(200, JSON.stringify({ ARN: 'arn', Name: 'name', VersionId: 'v', SecretString: text }));

/** The version of before is still there, and was the right one; the wrong one is new, however fast the clock runs here. */
const wronglyRotated: Serve = () => (request, response) => {
  const wrong = JSON.stringify({ authToken: 'f'.repeat(32), webhookKey: 'f'.repeat(32) });
  const CreatedDate = Date.now() / 1000 + A_DAY_SECONDS;
  answering(200, JSON.stringify({ ARN: 'arn', VersionId: 'v', SecretString: wrong, CreatedDate }))(() => {})(
    request,
    response,
  );
};

/** Whoever has met it believes in a wrong secret, and in the right one for a day: of the fast clock here, less than a minute. */
export const misleads = ({ serve }: EdgeFault): boolean => serve === wronglyRotated;

const ofSecrets: [string, Serve][] = [
  ...catalogued('secrets'),
  ...wholeAnswers,
  ['not decrypted', error('DecryptionFailure')],
  ['marked for deletion', error('InvalidRequestException')],
  ['without a text', secretOf(undefined)],
  ['a number', secretOf('42')],
  ['an empty token', secretOf('{"authToken":""}')],
  ['a short token', secretOf('{"authToken":"0123456789"}')],
  ['not JSON', secretOf('to be filled in')],
  ['wrongly rotated', wronglyRotated],
];

const rests: [string, Serve][] = wholeAnswers.filter(([name]) => !/credentials|key|invalid/.test(name));

function faultsOf(party: Upstream, rows: [string, Serve][], hits = scopes['always'] ?? (() => true), when = 'always') {
  return rows.map(
    ([name, serve]): EdgeFault => ({
      name: `${party} ${name} ${when}`,
      ...{ party, serve },
      hits: serve === wronglyRotated ? ({ operation }) => !/PREVIOUS|PENDING/.test(operation) : hits,
    }),
  );
}

const tableFaults = [
  ...Object.entries(scopes).flatMap(([when, hits]) => faultsOf('dynamodb', ofTable, hits, when)),
  ...faultsOf('dynamodb', ofItems),
];
const warmSecretFaults = faultsOf('secrets', ofSecrets, () => true, 'at a refresh');
const coldSecretFaults = faultsOf('secrets', ofSecrets, () => true, 'from the start').map(
  (fault): EdgeFault => ({ ...fault, cold: true }),
);
const apiFaults = (['taskrouter', 'mindful'] as const).flatMap((party) =>
  faultsOf(party, [...catalogued(party), ...rests]),
);

export const singleFaults: readonly EdgeFault[] = [
  ...tableFaults,
  ...warmSecretFaults,
  ...coldSecretFaults,
  ...apiFaults,
];

/** Those that leave something of the table. */
const partialFaults = tableFaults.filter((fault) => probes.some((asked) => !fault.hits(asked)));

const PAIRS = 504;

/** Every few of the second kind meets one of the table, the same ones each time. */
export const faultPairs: readonly (readonly [EdgeFault, EdgeFault])[] = Array.from({ length: PAIRS }, (_, index) => {
  const table = pick(partialFaults, index * 37);
  const others = [tableFaults, warmSecretFaults, apiFaults, tableFaults, coldSecretFaults, tableFaults];
  const kind = others[index % others.length] ?? tableFaults;
  const candidates = kind === tableFaults ? tableFaults.filter((one) => one !== table && clash(one, table)) : kind;
  return [table, pick(candidates, index * 61 + 7)] as const;
});

/** Two faults of the table that hit the same requests would be one: the first would hide the other. */
function clash(one: EdgeFault, other: EdgeFault): boolean {
  return probes.some((asked) => one.hits(asked) && !other.hits(asked));
}

function pick(faults: readonly EdgeFault[], index: number): EdgeFault {
  const fault = faults[index % faults.length];
  if (!fault) throw new Error('no faults to choose from');
  return fault;
}
