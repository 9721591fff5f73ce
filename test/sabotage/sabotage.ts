/** One line of the product that somebody has got wrong, and the test that must notice. */
export interface Sabotage {
  name: string;
  /** The file with the line, and its text, which must be there exactly once. */
  file: string;
  text: string;
  instead: string;
  /** The file of tests that notices, and words of the test's name. */
  noticedBy: string;
  test: string;
}

/** Rejects a text that isn't there exactly once: the product has changed, and the sabotage must follow. */
export function sabotaged(source: string, { name, file, text, instead }: Sabotage): string {
  const places = source.split(text).length - 1;
  if (places !== 1) throw new Error(`"${name}": ${file} holds its text ${places} times, not once: ${text}`);
  if (text === instead) throw new Error(`"${name}" changes nothing`);
  return source.replace(text, () => instead);
}
