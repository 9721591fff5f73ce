import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe } from './describe-issue.ts';
import { languageSchema, type SpokenLanguage } from './language-schema.ts';

/** Ours, and a customer's own beside them. */
const FOLDER = join(import.meta.dirname, 'languages');

/** Waits are said in minutes up to an hour, and in hours and minutes beyond. */
const NUMBERS_SAID = Array.from({ length: 59 }, (_, index) => index + 1);

/** The languages that there is a file for. */
export function languageCodes(folder: string = FOLDER): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => file.replace(/\.json$/, '')).sort();
}

export type LanguageReading = { ok: true; language: SpokenLanguage } | { ok: false; problems: string[] };

/** Reads and checks the file of a language; every problem is a line with the file, the place in it and what to write. */
export function readLanguage(code: string, own?: string): LanguageReading {
  const folder = [own, FOLDER].find((one) => one !== undefined && languageCodes(one).includes(code));
  if (folder === undefined) {
    const known = [...new Set([...(own === undefined ? [] : languageCodes(own)), ...languageCodes()])];
    const problem = `the language "${code}" has no file: write one of ${known.join(', ')}, or add languages/${code}.json`;
    return { ok: false, problems: [problem] };
  }
  const place = `languages/${code}.json`;
  try {
    const written: unknown = JSON.parse(readFileSync(join(folder, `${code}.json`), 'utf8'));
    const { issues = [], output } = v.safeParse(languageSchema, written);
    const problems = issues.length > 0 ? issues.map(describe) : missingPlurals(code, output as SpokenLanguage);
    if (problems.length > 0) return { ok: false, problems: problems.map((problem) => `${place}: ${problem}`) };
    return { ok: true, language: output as SpokenLanguage };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [`${place} cannot be read: ${problem}`] };
  }
}

/** The forms that this language has for the numbers that are said. */
function missingPlurals(code: string, { hours, minutes }: SpokenLanguage): string[] {
  const rules = new Intl.PluralRules(code);
  const needed = [...new Set(NUMBERS_SAID.map((number) => rules.select(number)))];
  return Object.entries({ hours, minutes }).flatMap(([noun, forms]) =>
    needed
      .filter((category) => forms[category] === undefined)
      .map((category) => `${noun}.${category} is missing: write the form for ${example(rules, category)}`),
  );
}

function example(rules: Intl.PluralRules, category: Intl.LDMLPluralRule): number | undefined {
  return NUMBERS_SAID.find((number) => rules.select(number) === category);
}
