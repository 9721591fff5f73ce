/** What Twilio answered instead of what was asked for; `status` is absent when it did not answer at all. */
export class TwilioFailure extends Error {
  override readonly name = 'TwilioFailure';
  readonly status: number | undefined;
  readonly code: number | undefined;
  /** The request may have been carried out all the same: look before asking again. */
  readonly unclear: boolean;

  constructor(message: string, { status, code }: { status?: number; code?: number } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.unclear = status === undefined || status >= 500;
  }
}

/** What the requests resolve to; every rejection becomes a `TwilioFailure`, unless it was none of Twilio's doing. */
export async function askTwilio<T>(requests: () => Promise<T>): Promise<T> {
  try {
    return await requests();
  } catch (error) {
    throw toFailure(error);
  }
}

/** The same for a resource that need not exist: 404 is `undefined`. Deleting what is gone already succeeds so. */
export async function ifThere<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await askTwilio(request);
  } catch (error) {
    if (error instanceof TwilioFailure && error.status === 404) return undefined;
    throw error;
  }
}

interface SdkError {
  status?: unknown;
  code?: unknown;
  message?: unknown;
}

/** No more of this deploy's time is left. What was done stays done; the next run continues. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

function toFailure(error: unknown): Error {
  if (error instanceof TwilioFailure || error instanceof OutOfTime) return error;
  const { status, code, message } = error as SdkError;
  const text = String(message);
  if (typeof status === 'number') {
    return new TwilioFailure(text, { status, code: typeof code === 'number' ? code : undefined });
  }
  return new TwilioFailure(text);
}

const remedies: Readonly<Record<number, string>> = {
  401: "put the account's present auth token into the secret with `npm run secret`",
  403: 'the token is valid but may not do this: use the auth token of the account itself, not of a restricted key',
  404: 'it was removed while this ran: run it again',
  409: 'somebody else changed it at the same time: run it again',
  429: 'Twilio limits how much this account may ask: run it again in a minute',
};

const remediesByCode: Readonly<Record<number, string>> = {
  21232: 'the SIP domain name is taken or not allowed: write another one as twilio.sipDomain in the configuration',
};

/** One line for a person: what Twilio said and what to do now. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof TwilioFailure)) return error instanceof Error ? error.message : String(error);
  const { status, code, message } = error;
  if (status === undefined) return `Twilio did not answer (${message}): see status.twilio.com and run it again`;
  const remedy = remediesByCode[code ?? 0] ?? remedies[status] ?? (status >= 500 ? laterRemedy : otherRemedy);
  return `Twilio answered ${status}${code === undefined ? '' : ` (error ${code})`}, ${message}: ${remedy}`;
}

const laterRemedy = 'see status.twilio.com and run it again, it continues where it stopped';
const otherRemedy = 'see https://www.twilio.com/docs/api/errors for that number';
