import noOfferReasons from '../../../../lambdas/domain/offer/no-offer-reasons.json' with { type: 'json' };
import type { EstimatorName } from '../../../../lambdas/domain/queue-config.ts';

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

/** `+1 415 555 0100` */
export function spacedNumber(number: string): string {
  return number.replace(/^(\+1)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4');
}

/** 555-0100 to 555-0199 are reserved for fiction. */
export function someNumber(): string {
  const area = 201 + Math.floor(Math.random() * 700);
  return `+1 ${area} 555 01${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
}

/** `1 caller`, `2 callers` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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

const estimators: Readonly<Record<EstimatorName, string>> = {
  'people-ahead': 'everybody ahead, on the line and at home',
  'waiting-callbacks': 'the line, and callbacks as they come due',
  'queue-length': 'the line and everybody at home',
  'head-of-line': 'how long the first in line has waited',
  'last-accepted': 'how long the last one answered had waited',
  'average-acceptance': 'the average of those answered lately',
};

/** What an estimate of the wait is made from. */
export function estimatorInWords(name: EstimatorName): string {
  return estimators[name];
}
