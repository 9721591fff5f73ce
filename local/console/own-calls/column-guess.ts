/** Which column holds what; by its number. */
export interface CallColumns {
  arrival: number;
  /** The time of day, where the arrival's column holds the date alone. */
  timeOfDay?: number;
  wait: number;
  abandoned: number;
  handled?: number;
}

type Meaning = keyof CallColumns;

/** Words of a header, the likeliest first. */
const words: Record<Meaning, readonly RegExp[]> = {
  arrival: [
    /^(arriv|endOfWait)/i,
    /arriv|call.?start|start.?time|queued.?at|offered.?at|date.?time|timestamp/i,
    /^(date|start)/i,
  ],
  timeOfDay: [/^(time|hour|time of day)$/i],
  wait: [/^(wait|actualwait)/i, /wait|queue.?time|time.?in.?queue|hold.?(time|sec)|speed.?of.?answer|\basa\b/i],
  abandoned: [/^(aband|gaveUpAfter)/i, /aband|hung.?up|hang.?up|disposition|outcome|result|status|lost/i],
  handled: [/^handl/i, /handl|\baht\b|talk|duration|conversation|service.?time/i],
};

/** As the header reads; a column that nothing tells is left to the person at the page. */
export function guessColumns(columns: readonly string[]): Partial<CallColumns> {
  const guess: Partial<CallColumns> = {};
  for (const meaning of Object.keys(words) as Meaning[]) {
    const taken = Object.values(guess);
    const found = words[meaning]
      .map((pattern) => columns.findIndex((name, index) => pattern.test(name) && !taken.includes(index)))
      .find((index) => index >= 0);
    if (found !== undefined) guess[meaning] = found;
  }
  return guess;
}
