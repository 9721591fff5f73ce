import { useEffect, useState } from 'preact/hooks';
import type { CallOutcome, CallSection } from '../../wire.ts';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';

/** What the list can be narrowed to. */
export const kinds = {
  all: 'All calls',
  live: 'On the phone',
  'at-home': 'Waiting at home',
  back: 'Called back',
  'hung-up': 'Hung up',
  faults: 'With faults',
} as const;

export interface CallFilter {
  kind: keyof typeof kinds;
  /** Digits of the caller's number. */
  search: string;
}

const outcomes: Readonly<Partial<Record<CallFilter['kind'], readonly CallOutcome[]>>> = {
  live: ['in-progress'],
  'at-home': ['at-home'],
  back: ['called-back', 'returned'],
  'hung-up': ['hung-up'],
};

export function matches(call: Pick<CallSection, 'from' | 'outcome' | 'faults'>, { kind, search }: CallFilter): boolean {
  const digits = search.replace(/\D/g, '');
  if (!call.from.replace(/\D/g, '').includes(digits)) return false;
  if (kind === 'faults') return call.faults > 0;
  return outcomes[kind]?.includes(call.outcome) ?? true;
}

const EVERY_MS = 1500;

/** The latest calls; those of all that are kept which match, where the list is narrowed. Newest first. */
export function useCallList(filter: CallFilter): readonly CallSection[] {
  const latest = useSection('calls')?.latest ?? [];
  const isNarrowed = filter.kind !== 'all' || filter.search !== '';
  const [all, setAll] = useState<readonly CallSection[]>();
  useEffect(() => {
    if (!isNarrowed) return;
    const read = async () => setAll((await askControl<CallSection[]>('GET', 'calls'))?.reverse());
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isNarrowed]);
  return isNarrowed ? (all ?? latest).filter((call) => matches(call, filter)) : latest;
}
