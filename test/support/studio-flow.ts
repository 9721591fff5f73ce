import { createServer, type IncomingMessage } from 'node:http';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Flow, StudioWidget } from '../../bin/studio/widgets.ts';
import { close, collectBody, listen, toListener } from '../../local/world/loopback-server.ts';

/** Where Studio answers webhooks of its flows. https://www.twilio.com/docs/studio/rest-api/v2/flow */
export const studioOrigin = 'https://webhooks.twilio.com';

export interface StudioOptions {
  /** By a name of one's own. */
  flows: Readonly<Record<string, Flow>>;
  accountSid: string;
  authToken: string;
  /** Sends a request of the HTTP Request widget to where its host is really served. */
  ask(url: string, request: RequestInit): Promise<Response>;
}

/** The webhook of a flow; a call's number leads there. */
export function flowUrl(accountSid: string, name: string): string {
  return `${studioOrigin}/v1/Accounts/${accountSid}/Flows/${name}`;
}

/**
 * Plays flows as Studio does for calls: each widget becomes the TwiML that it stands for, and its result decides on the next. It
 * knows the widgets that our flows use and refuses every other. A redirect hands over nothing but the call's own parameters.
 * https://www.twilio.com/docs/studio/widget-library
 */
export async function startStudio(options: StudioOptions) {
  const executions = new Map<string, Execution>();
  const server = createServer(
    toListener(async (request, response) => {
      const form = await formOf(request);
      const url = new URL(request.url ?? '/', studioOrigin);
      const callSid = form['CallSid'] ?? '';
      const flow = options.flows[url.pathname.split('/').at(-1) ?? ''];
      if (!flow) throw new Error(`there is no flow at ${url}`);
      const execution = executions.get(callSid) ?? new Execution(flow, `${studioOrigin}${url.pathname}`, form, options);
      executions.set(callSid, execution);
      const body = await execution.answer(url.searchParams, form);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
    }),
  );
  return { httpOrigin: `http://127.0.0.1:${await listen(server)}`, stop: () => close(server) };
}

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(String((await collectBody(request, 65_536)) ?? '')));
}

type Results = Record<string, unknown>;

/** One call in one flow. */
class Execution {
  readonly #flow: Flow;
  readonly #url: string;
  readonly #options: StudioOptions;
  readonly #variables: { trigger: { call: Results }; widgets: Record<string, Results> };
  #current: StudioWidget;

  constructor(flow: Flow, url: string, call: Results, options: StudioOptions) {
    this.#flow = flow;
    this.#url = url;
    this.#options = options;
    this.#variables = { trigger: { call }, widgets: {} };
    this.#current = this.#widget(flow.initial_state);
  }

  /** The webhook that began the call, or one that its widget has asked for. */
  answer(query: URLSearchParams, form: Record<string, string>): Promise<string> {
    const event = query.get('FlowEvent');
    if (event === 'fail' || event === 'return') return this.#follow(event);
    switch (this.#current.type) {
      case 'trigger':
        return this.#follow('incomingCall');
      case 'gather-input-on-call':
        return this.#follow(event === 'keypress' ? 'keypress' : 'timeout', { Digits: form['Digits'] });
      case 'send-to-flex':
        return this.#follow(form['QueueResult'] === 'system-error' ? 'callFailure' : 'callComplete', {
          ...{ QueueResult: form['QueueResult'], QueueSid: form['QueueSid'], QueueTime: form['QueueTime'] },
        });
      default:
        throw new Error(`${this.#current.name} is no widget that waits for a webhook`);
    }
  }

  async #follow(event: string, results: Results = {}): Promise<string> {
    this.#variables.widgets[this.#current.name] = results;
    const transition = this.#current.transitions.find(
      (candidate) =>
        candidate.event === event &&
        (candidate.conditions ?? []).every(({ arguments: [argument = ''], value }) => this.#fill(argument) === value),
    );
    if (!transition && event === 'match') return this.#follow('noMatch', results);
    if (transition?.next === undefined) return new VoiceResponse().toString();
    this.#current = this.#widget(transition.next);
    return this.#enter(this.#current);
  }

  async #enter({ type, properties }: StudioWidget): Promise<string> {
    const text = (name: string) => this.#fill(String(properties[name] ?? ''));
    const document = new VoiceResponse();
    switch (type) {
      case 'make-http-request':
        return this.#request(text('url'), properties['parameters'] as { key: string; value: string }[]);
      case 'split-based-on':
        return this.#follow('match');
      case 'gather-input-on-call':
        document
          .gather({
            action: `${this.#url}?FlowEvent=keypress`,
            numDigits: Number(properties['number_of_digits']),
            timeout: Number(properties['timeout']),
          })
          .say({ voice: text('voice') as 'man', language: text('language') as 'en-US' }, text('say'));
        document.redirect(`${this.#url}?FlowEvent=timeout`);
        return document.toString();
      case 'add-twiml-redirect':
        document.redirect({ method: 'POST' }, text('url'));
        return document.toString();
      case 'send-to-flex':
        document
          .enqueue({
            workflowSid: text('workflow'),
            action: `${this.#url}?FlowEvent=left`,
            ...(properties['waitUrl'] !== undefined && { waitUrl: text('waitUrl'), waitUrlMethod: 'POST' }),
          })
          .task({ priority: Number(text('priority')), timeout: Number(text('timeout')) }, text('attributes'));
        return document.toString();
      default:
        throw new Error(`nothing plays the widget ${type}`);
    }
  }

  /** Succeeds with a JSON object only. https://www.twilio.com/docs/studio/widget-library/http-request */
  async #request(url: string, parameters: readonly { key: string; value: string }[]): Promise<string> {
    const form = Object.fromEntries(parameters.map(({ key, value }) => [key, this.#fill(value)]));
    const signature = getExpectedTwilioSignature(this.#options.authToken, url, form);
    const headers = { 'x-twilio-signature': signature };
    try {
      const response = await this.#options.ask(url, { method: 'POST', headers, body: new URLSearchParams(form) });
      const parsed: unknown = await response.json();
      if (response.ok && typeof parsed === 'object') return await this.#follow('success', { parsed });
    } catch {
      // No answer, or none that is JSON.
    }
    return this.#follow('failed');
  }

  /** Liquid, as far as our flows use it: what is not there is blank. */
  #fill(text: string): string {
    return text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => {
      const value = path.split('.').reduce<unknown>((known, name) => Object(known)[name], this.#variables);
      return value === undefined || value === null ? '' : String(value);
    });
  }

  #widget(name: string): StudioWidget {
    const found = this.#flow.states.find((widget) => widget.name === name);
    if (!found) throw new Error(`no widget is called ${name}`);
    return found;
  }
}
