import { mindfulCredentials } from './credentials.ts';
import type { SimulatedMindful } from './simulated-mindful.ts';

export interface ApiRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface ApiAnswer {
  /** 0: there is no answer. */
  status: number;
  json: unknown;
}

const { widgetToken, clientId, clientSecret } = mindfulCredentials;
const BEARER = 'local-bearer-token';

const byWidgetToken = (headers: ApiRequest['headers']) => headers['authorization'] === `Bearer ${widgetToken}`;
const byClient = (headers: ApiRequest['headers']) =>
  headers['authorization'] === `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
const byBearer = (headers: ApiRequest['headers']) => headers['authorization'] === `Bearer ${BEARER}`;

interface Resource {
  route: RegExp;
  mayAsk(headers: ApiRequest['headers']): boolean;
  answer(mindful: SimulatedMindful, request: { id: string; body: string }): ApiAnswer;
}

/** Mindful's Scheduler, authorization server and API v2 on one origin, as far as a callback service needs them. */
const resources: readonly Resource[] = [
  {
    route: /^GET \/api\/widget\/([\w-]+)$/,
    mayAsk: byWidgetToken,
    answer: (mindful, { id }) => {
      const status = mindful.widget(id);
      return status ? { status: 200, json: { data: [status] } } : refused(404, 'no such widget');
    },
  },
  {
    route: /^POST \/api\/organization\/([\w-]+)\/callback_status$/,
    mayAsk: byWidgetToken,
    answer: (mindful, { body }) => {
      const callback = mindful.pendingFor(String(jsonOf(body)['contact_number']));
      return callback ? { status: 200, json: { data: [callback] } } : refused(404, 'no callback for this number');
    },
  },
  {
    route: /^GET \/v2\/data\/historical\/(\d{8}\/\d\d)$/,
    mayAsk: byBearer,
    answer: (mindful, { id }) => {
      const [date = '', hour = ''] = id.split('/');
      const data = mindful.history.hour(date, hour);
      return data ? { status: 200, json: { data } } : refused(404, 'no such hour');
    },
  },
  {
    route: /^POST \/api\/widget\/([\w-]+)\/request_callback$/,
    mayAsk: byWidgetToken,
    answer: (mindful, { id, body }) => {
      const { contact_number: number = '', user_data: userData = {} } = jsonOf(body);
      const request = { contactNumber: String(number), userData: Object(userData) as object };
      const answer = mindful.requestCallback(id, request);
      if (!answer) return refused(404, 'no such widget');
      return schedulerAnswer(answer, answer.status === 'Requested' ? 200 : 400);
    },
  },
  {
    route: /^POST \/api\/organization\/([\w-]+)\/cancel_callback$/,
    mayAsk: byWidgetToken,
    // Every outcome is listed under 200 in Mindful's page.
    answer: (mindful, { body }) => schedulerAnswer(mindful.cancelCallback(String(jsonOf(body)['contact_number'])), 200),
  },
  {
    route: /^POST \/oauth2\/token()$/,
    mayAsk: byClient,
    answer: (mindful, { body }) => {
      if (new URLSearchParams(body).get('grant_type') !== 'client_credentials') return refused(400, 'invalid_grant');
      mindful.tokensIssued += 1;
      return { status: 200, json: { access_token: BEARER, token_type: 'Bearer', expires_in: 3600 } };
    },
  },
  {
    route: /^POST \/v2\/callback\/agentAnswer()$/,
    mayAsk: byBearer,
    answer: (mindful, { body }) => {
      const { ani } = (jsonOf(body)['data'] ?? {}) as { ani?: unknown };
      if (typeof ani !== 'string' || !/^\+?[1-9]\d{1,14}$/.test(ani)) return refused(400, 'ani is no number');
      return mindful.agentAnswered(ani) ? { status: 200, json: { data: {} } } : refused(404, 'no connecting call');
    },
  },
];

export function answerApi(mindful: SimulatedMindful, { method, path, headers, body }: ApiRequest): ApiAnswer {
  const asked = `${method} ${path.split('?')[0]}`;
  for (const { route, mayAsk, answer } of resources) {
    const match = route.exec(asked);
    if (match) return mayAsk(headers) ? answer(mindful, { id: match[1] ?? '', body }) : refused(401, 'unauthorized');
  }
  return refused(404, 'not found');
}

function schedulerAnswer(answer: { status: string }, status: number): ApiAnswer {
  return { status: answer.status === 'silent' ? 0 : status, json: { data: [answer] } };
}

function refused(status: number, message: string): ApiAnswer {
  return { status, json: { error: message } };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
