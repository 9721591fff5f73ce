import {
  type DialledPrefixes,
  dialledPrefixes,
  isCountry,
  type NumberingPlan,
  numberingPlan,
} from './numbering-plan.ts';

/** The numbers that a queue may call back, as prefixes: the functions hold nothing else about a country. */
export interface CallableNumbers {
  /** Of every country that may be called; none where every country may. */
  plans: NumberingPlan[];
  /** How numbers are keyed in, by the first of these countries. */
  dialled?: DialledPrefixes;
  /** Of numbers that are refused whatever their country, without a plus. */
  refused: string[];
}

interface Configured {
  callableCountries: readonly string[];
  refusedPrefixes: readonly string[];
}

/** Codes that are no country's are left out: the schema refuses them. */
export function callableNumbers({ callableCountries, refusedPrefixes }: Configured): CallableNumbers {
  const known = callableCountries.filter(isCountry);
  const [first] = known;
  return {
    plans: known.map((country) => numberingPlan(country)),
    ...(first && { dialled: dialledPrefixes(first) }),
    refused: refusedPrefixes.map((prefix) => prefix.replace('+', '')),
  };
}
