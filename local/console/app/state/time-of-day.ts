import { presentSection } from './floor-store.ts';

/** `10:32:05`, in the zone of the contact centre. */
export function timeOfDay(atMs: number): string {
  return formatIn(presentSection('clock')?.timeZone).format(atMs);
}

/** `Mon`, in the zone of the contact centre. */
export function shortWeekday(atMs: number): string {
  return new Date(atMs).toLocaleDateString('en-GB', {
    weekday: 'short',
    timeZone: presentSection('clock')?.timeZone,
  });
}

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone });
  formats.set(timeZone, format);
  return format;
}
