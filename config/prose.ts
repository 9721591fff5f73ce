/** Text that only people read. The functions' bundles leave it out (lib/prose.ts); this file imports nothing. */
export function prose(text: string): string {
  return text;
}
