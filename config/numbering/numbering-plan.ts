import { type CountryCode, isSupportedCountry, Metadata } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import { type DigitPattern, digitPattern } from './digit-pattern.ts';

/*
 * Which numbers of a country may be called, by the metadata of Google's libphonenumber. It is read when a configuration is checked; what
 * the functions get of it are plain prefixes.
 */

/** The numbers of one country. Prefixes are without a plus; of all that fit, the longest decides. */
export interface NumberingPlan {
  /** The calling code, which several countries may share. */
  code: string;
  /** How many digits a number may have after the code. */
  lengths: number[];
  callable: string[];
  /** Of numbers that cost more, or that are another country's. */
  refused: string[];
}

/** What people dial within a country before a number. */
export interface DialledPrefixes {
  code: string;
  /** Before a number of the country itself; absent where there is none. */
  national?: string;
  /** Before the calling code of any country. */
  international: string[];
}

const callableTypes = ['FIXED_LINE', 'MOBILE', 'VOIP', 'UAN', 'TOLL_FREE'];
/** Those that tell countries of one code apart. */
const localTypes = ['FIXED_LINE', 'MOBILE'];
const refusedTypes = ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'PAGER'];

/** More digits tell kinds of numbers apart in next to no country; what is mixed even then counts as an ordinary number. */
const LONGEST_PREFIX = 6;

export function isCountry(code: string): boolean {
  return isSupportedCountry(code as CountryCode, metadata);
}

/** Some countries take half a second. */
const known = new Map<string, NumberingPlan>();

export function numberingPlan(country: string): NumberingPlan {
  const plan = known.get(country) ?? newNumberingPlan(country);
  known.set(country, plan);
  return plan;
}

/**
 * The first country of a code has all of its numbers but those that are known to be another's or to cost more, so a range that has
 * just been opened is callable. Any other country has the lines and mobiles that are known to be its own.
 */
function newNumberingPlan(country: string): NumberingPlan {
  const { code, lengths, ...own } = metadataOf(country);
  const sharing = metadata.country_calling_codes[code] ?? [country];
  const isFirst = sharing[0] === country;
  const local = (other: string) => {
    const { leading, patterns } = metadataOf(other);
    return other !== sharing[0] && leading !== undefined ? [leading] : patterns(localTypes);
  };
  const sources = {
    own: isFirst ? own.patterns(callableTypes) : local(country),
    costly: own.patterns(refusedTypes),
    others: sharing.filter((other) => other !== country).flatMap(local),
  };
  // What two countries share belongs to the first of them.
  if (isFirst) sources.others = without(sources.own, sources.others);
  else sources.own = without(sources.others, sources.own);
  const prefixes = prefixesOf(code, { own: read(sources.own), foreign: read([...sources.costly, ...sources.others]) });
  if (!isFirst) return { code, lengths, callable: prefixes.own, refused: [] };
  return { code, lengths, callable: [code], refused: prefixes.foreign };
}

/** A country's own numbers, and those that may not be called as such. */
interface Kinds<Of> {
  own: Of[];
  foreign: Of[];
}

/** The prefix itself where all numbers that begin with it are of one kind, or the prefixes that it falls into. */
function prefixesOf(prefix: string, { own, foreign }: Kinds<DigitPattern>, digits = 0): Kinds<string> {
  if (own.length === 0 || foreign.length === 0) {
    return { own: own.length > 0 ? [prefix] : [], foreign: foreign.length > 0 ? [prefix] : [] };
  }
  if (digits === LONGEST_PREFIX) return { own: [], foreign: [] };
  const parts = Array.from('0123456789', (digit) => {
    const after = (list: DigitPattern[]) => list.flatMap((pattern) => pattern.after(digit) ?? []);
    return prefixesOf(prefix + digit, { own: after(own), foreign: after(foreign) }, digits + 1);
  });
  return { own: parts.flatMap((part) => part.own), foreign: parts.flatMap((part) => part.foreign) };
}

function without(these: readonly string[], list: readonly string[]): string[] {
  return list.filter((one) => !these.includes(one));
}

function read(sources: readonly string[]): DigitPattern[] {
  return sources.map((source) => digitPattern(source));
}

/** With its international prefix, and with 00, which most of the world dials. */
export function dialledPrefixes(country: string): DialledPrefixes {
  const { code, national, international } = metadataOf(country);
  return { code, ...(national !== undefined && { national }), international: [...new Set([...international, '00'])] };
}

/** What the class has beside its declarations; what a country does not have is 0 there. */
interface Plan {
  callingCode(): string;
  IDDPrefix(): string;
  defaultIDDPrefix(): string | 0 | undefined;
  nationalPrefix(): string | 0;
  leadingDigits(): string | 0;
  possibleLengths(): number[];
  type(name: string): { pattern(): string } | undefined;
}

function metadataOf(country: string) {
  const all = new Metadata(metadata);
  all.selectNumberingPlan(country as CountryCode);
  const plan = all.numberingPlan as unknown as Plan;
  // Where several are dialled, one of them is the usual one; "8~10" has a tone to wait for.
  const international = (plan.defaultIDDPrefix() || plan.IDDPrefix()).replace('~', '');
  return {
    code: plan.callingCode(),
    lengths: plan.possibleLengths(),
    national: plan.nationalPrefix() || undefined,
    international: /^\d+$/.test(international) ? [international] : [],
    /** All numbers of a country that is told from others of its code by the digits that they begin with. */
    leading: plan.leadingDigits() ? `(?:${plan.leadingDigits()})\\d{0,15}` : undefined,
    patterns: (types: readonly string[]) => types.flatMap((type) => plan.type(type)?.pattern() ?? []),
  };
}
