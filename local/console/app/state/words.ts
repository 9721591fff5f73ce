import noOfferReasons from '../../../../lambdas/domain/offer/no-offer-reasons.json' with { type: 'json' };

/** `4:05`, `1:02:09` */
export function clockDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `45 s`, `8 min`, `1 h 20 min` */
export function roughDuration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `10:32:05`, in this browser's time zone. */
export function timeOfDay(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}

/** `+1 415 555 0100` */
export function spacedNumber(number: string): string {
  return number.replace(/^(\+1)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4');
}

/** The caller's name as the page shows it. */
export function callerName(from: string): string {
  if (from.startsWith('sip:')) return 'Mindful, calling back';
  return from === 'anonymous' ? 'Withheld number' : spacedNumber(from);
}

/** Why no callback was offered, as a half-sentence; a new reason speaks for itself. */
export function reasonInWords(because: string): string {
  const row: { means: string } | undefined = noOfferReasons[because as keyof typeof noOfferReasons];
  return row?.means ?? because.replaceAll('-', ' ');
}

const enders: Readonly<Record<string, string>> = {
  document: "the service's TwiML",
  'application error': 'an application error',
};

/** `Ended by the caller.` */
export function endInWords(endedBy: string | null | undefined): string {
  return `Ended by ${enders[endedBy ?? ''] ?? `the ${endedBy ?? 'caller'}`}.`;
}
