import type { CallOutcome } from '../../wire.ts';
import { timeOfDay } from './time-of-day.ts';

const outcomes: Readonly<Record<Exclude<CallOutcome, 'in-progress'>, string>> = {
  'at-home': 'Waiting at home',
  'called-back': 'Called back',
  returned: 'Called back, and spoke with an agent',
  spoke: 'Spoke with an agent',
  'hung-up': 'Hung up',
  cancelled: 'Cancelled the callback',
  'not-reached': 'The callback came to nothing',
  failed: 'Cut off by an error',
  ended: 'Ended without an agent',
};

interface OfCall {
  where: string;
  outcome: CallOutcome;
  dueAtMs: number | null;
}

/** `Waiting at home, due 10:42` */
export function outcomeInWords({ where, outcome, dueAtMs }: OfCall): string {
  if (outcome === 'in-progress') return placeInWords(where);
  if (outcome === 'at-home' && dueAtMs !== null) return `${outcomes[outcome]}, due ${timeOfDay(dueAtMs).slice(0, 5)}`;
  return outcomes[outcome];
}

/** Where a caller is who has not hung up. */
export function placeInWords(where: string): string {
  if (where === 'choosing') return 'Hearing an offer';
  if (where.startsWith('choosing')) return 'On hold, hearing an offer';
  if (where.startsWith('holding')) return `${where[0]?.toUpperCase()}${where.slice(1)}`.replace(' queue ', ' ');
  if (where === 'calling Mindful') return 'On the way to Mindful';
  return `${where[0]?.toUpperCase() ?? ''}${where.slice(1)}`;
}
