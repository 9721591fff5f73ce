import type { ContactCentre } from '../../local/contact-centre.ts';

/** How often each metric was counted, or the sum of its values, since a moment; read from the functions' log lines. */
export function counted(centre: ContactCentre, name: string, sinceMs = 0): number {
  return centre.logs
    .latest(1000)
    .filter(({ atMs }) => atMs >= sinceMs)
    .map(({ line }) => line as { [metric: string]: unknown })
    .reduce((sum, line) => sum + (typeof line[name] === 'number' ? (line[name] as number) : 0), 0);
}
