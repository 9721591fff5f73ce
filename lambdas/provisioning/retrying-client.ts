import RequestClient from 'twilio/lib/base/RequestClient.js';

export interface RetryingClientOptions {
  /** Serves every Twilio host from one loopback origin; the paths of Twilio's APIs do not collide. */
  origin: string | undefined;
  /** For each attempt. The SDK's own 30 s are longer than a deploy can wait for one of fifty requests. */
  timeoutMs: number;
  /** Rejects when there is no time left. */
  pause(attempt: number): Promise<void>;
  /** Called before each attempt; throws when there is no time left. */
  onAttempt(): void;
}

const MOST_ATTEMPTS = 4;

type Options = RequestClient.RequestOptions;

/**
 * The SDK's HTTP client with retries of its own: after 429 always, after an error or silence only where the request can be
 * repeated without doing a thing twice.
 */
export class RetryingClient extends RequestClient {
  readonly #options: RetryingClientOptions;

  constructor(options: RetryingClientOptions) {
    super({ timeout: options.timeoutMs });
    this.#options = options;
  }

  override async request<TData>(request: Options): ReturnType<typeof RequestClient.prototype.request<TData>> {
    const { origin, timeoutMs, pause, onAttempt } = this.#options;
    const uri = origin === undefined ? request.uri : request.uri.replace(/^https:\/\/[^/]+/, origin);
    for (let attempt = 1; ; attempt += 1) {
      onAttempt();
      const isLast = attempt === MOST_ATTEMPTS;
      try {
        const response = await super.request<TData>({ ...request, uri, timeout: timeoutMs });
        if (isLast || !isWorthRepeating(request.method, response.statusCode)) return response;
      } catch (error) {
        if (isLast || !isRepeatable(request.method)) throw error;
      }
      await pause(attempt);
    }
  }
}

function isWorthRepeating(method: string, status: number): boolean {
  return status === 429 || (status >= 500 && isRepeatable(method));
}

function isRepeatable(method: string): boolean {
  return /^(get|delete)$/i.test(method);
}
