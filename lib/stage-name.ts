/** What is wrong with a stage's name, which names the stack, its log groups and its secrets: it keeps to what all of them allow. */
export function problemsOfStage(stage: string): string[] {
  if (/^[a-z][a-z0-9-]{0,29}$/.test(stage)) return [];
  return [`stage "${stage}": use a lower-case letter, then up to 29 of a-z, 0-9 and "-", such as -c stage=example`];
}
