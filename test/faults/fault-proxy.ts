import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { SecretsManager } from '../../local/aws/secrets/secrets-manager.ts';
import { createTable, startEmbeddedDynamo } from '../../local/aws/table/embedded-dynamo.ts';
import { mindfulCredentials } from '../../local/mindful/credentials.ts';
import { Faults } from '../../local/world/faults/faults.ts';
import type { Upstream } from '../../local/world/faults/upstream-faults.ts';
import { collectBody, type RequestHandler, serveLocally } from '../../local/world/loopback-server.ts';
import { AUTH_TOKEN } from '../support/builders.ts';
import type { EdgeFault } from './edge-faults.ts';

const TABLE = 'callback-faults';

/** The faults of one function under test, and how often it has asked whom since they were set. */
export class Lane {
  readonly name: string;
  readonly tableName: string;
  #faults: readonly EdgeFault[] = [];
  #asked: Partial<Record<Upstream, number>> = {};
  #heard: () => void = () => undefined;
  /** What CloudFormation was told. */
  readonly answers: { Status: string; Reason: string }[] = [];
  /** Resolves at the first request. */
  readonly firstRequest: Promise<void>;

  constructor(name: string, tableName: string) {
    this.name = name;
    this.tableName = tableName;
    this.firstRequest = new Promise((resolve) => {
      this.#heard = resolve;
    });
  }

  set(faults: readonly EdgeFault[]): void {
    this.#faults = faults;
    this.#asked = {};
  }

  /** The handler behind the first fault that hits this request. */
  behind(party: Upstream, operation: string, handler: RequestHandler): RequestHandler {
    this.#heard();
    const index = this.#asked[party] ?? 0;
    this.#asked[party] = index + 1;
    const fault = this.#faults.find((one) => one.party === party && one.hits({ operation, index }));
    return fault ? fault.serve(handler) : handler;
  }
}

/** Whatever serves TaskRouter's and Mindful's APIs. */
export type ApiHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  asked: { path: string; body: string; lane: string },
) => void;

export interface FaultProxy {
  origin: string;
  /** Past all faults, for what the table should hold. */
  table: { endpoint: string; name: string };
  lane(name: string): Lane;
  /** With a table of its own, for functions that look after all of it. */
  laneWithTable(name: string): Promise<Lane>;
}

/**
 * Everything that the functions ask, on one port, with faults for each function by itself: it is told by the name of its
 * table, of its secrets, and by the path of its origins.
 */
export async function startFaultProxy(apis: { taskrouter: ApiHandler; mindful: ApiHandler }): Promise<FaultProxy> {
  const none = new Faults();
  const dynamo = await startEmbeddedDynamo(none, TABLE);
  const secrets = new SecretsManager();
  const secretsServer = await secrets.start(none);
  const lanes = new Map<string, Lane>();
  const laneNamed = (name = '') => {
    const lane = lanes.get(name);
    if (!lane) throw new Error(`no function is called "${name}"`);
    return lane;
  };
  const serve: RequestHandler = async (request, response) => {
    const body = (await collectBody(request, 1_000_000))?.toString('utf8') ?? '';
    const target = request.headers['x-amz-target']?.toString();
    if (target === undefined) return serveApi(request, response, body);
    const operation = target.split('.')[1] ?? '';
    const json = JSON.parse(body) as { TableName?: string; SecretId?: string; VersionStage?: string };
    if (json.SecretId !== undefined) {
      const lane = laneNamed(json.SecretId.split('/')[0]);
      const pass = forward(secretsServer.origin, body);
      return lane.behind('secrets', `${operation} ${json.VersionStage}`, pass)(request, response);
    }
    const lane = laneNamed(json.TableName);
    const pass = forward(dynamo.endpoint, JSON.stringify({ ...json, TableName: lane.tableName }));
    return lane.behind('dynamodb', operation, pass)(request, response);
  };
  const serveApi = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const [, name = '', api, path = ''] =
      /^\/([^/]+)\/(taskrouter|mindful|cloudformation)(\/.*)$/.exec(request.url ?? '') ?? [];
    if (api === 'cloudformation') laneNamed(name).answers.push(JSON.parse(body));
    if (api !== 'taskrouter' && api !== 'mindful') return void response.writeHead(200).end();
    const answer: RequestHandler = () => apis[api](request, response, { path, body, lane: name });
    return laneNamed(name).behind(api, `${request.method} ${path}`, answer)(request, response);
  };
  const server = await serveLocally(serve);
  const openLane = (name: string, tableName: string) => {
    const lane = new Lane(name, tableName);
    lanes.set(name, lane);
    // Twice, so that there is a version of before.
    for (let time = 0; time < 2; time += 1) {
      secrets.put(`${name}/twilio`, JSON.stringify({ authToken: AUTH_TOKEN }));
      secrets.put(`${name}/mindful`, JSON.stringify(mindfulCredentials));
    }
    return lane;
  };
  return {
    origin: server.origin,
    table: { endpoint: dynamo.endpoint, name: TABLE },
    lane: (name) => openLane(name, TABLE),
    laneWithTable: async (name) => {
      await createTable(dynamo.endpoint, name);
      return openLane(name, name);
    },
  };
}

function forward(origin: string, body: string): RequestHandler {
  return ({ method, headers }, response) => {
    const { 'content-length': _, 'transfer-encoding': _te, host: _host, ...passed } = headers;
    const outgoing = httpRequest(
      origin,
      { method, headers: { ...passed, 'content-length': Buffer.byteLength(body) } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk) => chunks.push(chunk));
        incoming.on('end', () => {
          const { 'content-type': type = '' } = incoming.headers;
          response.writeHead(incoming.statusCode ?? 502, { 'content-type': type }).end(Buffer.concat(chunks));
        });
      },
    );
    outgoing.on('error', () => response.destroy());
    outgoing.end(body);
  };
}
