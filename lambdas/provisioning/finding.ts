/** What a check says: `wrong` needs mending, `look` may be meant, `unknown` could not be found out. */
export type Finding =
  | { verdict: 'good'; what?: string }
  | { verdict: 'wrong' | 'look' | 'unknown'; what: string; remedy: string };

export interface Check<Facts> {
  name: string;
  look(facts: Facts): Finding;
}

export const good: Finding = { verdict: 'good' };

/** With figures that are worth knowing all the same. */
export function goodAs(what: string): Finding {
  return { verdict: 'good', what };
}

const finding =
  (verdict: 'wrong' | 'look' | 'unknown') =>
  (what: string, remedy: string): Finding => ({ verdict, what, remedy });

export const wrong = finding('wrong');
export const lookAt = finding('look');
export const unknown = finding('unknown');

/** The first finding that is not good. */
export function firstOf<T>(items: readonly T[], look: (item: T) => Finding): Finding {
  return items.map(look).find(({ verdict }) => verdict !== 'good') ?? good;
}

/** What is not good, as a deploy says why it changes nothing. */
export function refusalsOf(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => (finding.verdict === 'good' ? [] : [`${finding.what}: ${finding.remedy}`]));
}

export const apply = 'npm run twilio:apply -- --stage ...';
