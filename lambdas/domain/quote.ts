/** What a caller is told of the wait: the seconds that it rests on, and the whole minutes that are spoken. */
export type Quote = { waitSeconds: number } & SpokenWait;

type SpokenWait =
  | { kind: 'about'; minutes: number }
  | { kind: 'between'; fromMinutes: number; toMinutes: number }
  | { kind: 'more-than'; minutes: number };

/**
 * Rounds up to whole minutes, at least one: a caller who is answered early is pleased, one who is answered late was
 * lied to. When the wait may well be a minute longer than that (`highSeconds`), the quote is a range. Beyond the cap only
 * "more than" is said.
 */
export function quoteWait(waitSeconds: number, capMinutes: number, highSeconds: number = waitSeconds): Quote {
  if (waitSeconds > capMinutes * 60) return { waitSeconds, kind: 'more-than', minutes: capMinutes };
  const fromMinutes = wholeMinutes(waitSeconds);
  const toMinutes = Math.min(capMinutes, wholeMinutes(highSeconds));
  if (toMinutes > fromMinutes) return { waitSeconds, kind: 'between', fromMinutes, toMinutes };
  return { waitSeconds, kind: 'about', minutes: fromMinutes };
}

function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}

/** A quote in the URLs of a call. `high` is the end of what was spoken, which is below `wait` where it was "more than". */
export interface QuoteInUrl {
  wait?: number;
  high?: number;
}

export function quoteToUrl(quote: Quote | undefined): QuoteInUrl {
  switch (quote?.kind) {
    case undefined:
      return {};
    case 'about':
      return { wait: quote.waitSeconds };
    case 'between':
      return { wait: quote.waitSeconds, high: quote.toMinutes * 60 };
    case 'more-than':
      return { wait: quote.waitSeconds, high: quote.minutes * 60 };
  }
}

/** As it was spoken, although the cap may have changed since; with the wait alone, by the cap of now. */
export function quoteFromUrl({ wait, high }: QuoteInUrl, capMinutes: number): Quote | undefined {
  if (wait === undefined) return undefined;
  return high === undefined ? quoteWait(wait, capMinutes) : quoteWait(wait, wholeMinutes(high), high);
}

/** Whether a wait was as the quote said: a range counts by its upper end, "more than" by what it says. */
export function keepsQuote(quote: Quote, waitSeconds: number): boolean {
  if (quote.kind === 'more-than') return waitSeconds >= quote.minutes * 60;
  return waitSeconds <= 60 * (quote.kind === 'between' ? quote.toMinutes : quote.minutes);
}
