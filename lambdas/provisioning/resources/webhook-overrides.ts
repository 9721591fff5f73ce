/** A URL as it is asked: what Twilio reads after the `#` is no part of it. */
export function withoutOverrides(url: string | null | undefined): string {
  return url?.split('#')[0] ?? '';
}
