import { languageCodes, readLanguage } from '../config/read-languages.ts';
import { printSentences } from './sentences/print-sentences.ts';

/* Prints everything that callers can hear, for a reader: `npm run sentences -- fr-CA`, or every language without a code. */

const [code] = process.argv.slice(2);
for (const language of code === undefined ? languageCodes() : [code]) {
  const reading = readLanguage(language);
  if (reading.ok) for (const line of printSentences(language, reading.language)) console.log(line);
  else for (const problem of reading.problems) console.error(problem);
  if (!reading.ok) process.exitCode = 1;
}
