const CLOCK = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?$/;
const UNITS =
  /^(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?|s)?)?)?\s*(?:(\d+(?:\.\d+)?)\s*s(?:ec(?:onds?|s)?)?)?$/i;
/** Groups of three digits: a thousand, whatever stands between them. */
const THOUSANDS = /^(-?\d{1,3})((?:[,'’\u00a0\u202f ]\d{3})+|(?:\.\d{3}){2,})(?:\.(\d+))?$/;

/**
 * A number of seconds as systems write it: `95`, `95.5`, `95,5`, `1,234`, `1:35`, `0:01:35`, `95 s`, `1m 35s`. Negative ones are
 * read too, so that somebody can be told. Undefined for what is none.
 */
export function readWrittenSeconds(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[-−]/.test(trimmed)) {
    const seconds = readWrittenSeconds(trimmed.slice(1));
    return seconds === undefined ? undefined : -seconds;
  }
  const clock = CLOCK.exec(trimmed);
  if (clock) return clockSeconds(clock);
  const groups = THOUSANDS.exec(trimmed);
  if (groups) return Number(`${groups[1]}${groups[2]?.replace(/\D/g, '')}.${groups[3] ?? 0}`);
  if (/^\d+(?:[.,]\d+)?$/.test(trimmed)) return Number(trimmed.replace(',', '.'));
  const [written, hours = 0, minutes = 0, seconds = 0] = UNITS.exec(trimmed) ?? [];
  return written ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : undefined;
}

function clockSeconds([, hours, minutes, seconds]: RegExpExecArray): number | undefined {
  const isTooMuch = Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59);
  return isTooMuch ? undefined : Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}
