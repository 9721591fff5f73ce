import { readRoster } from '../../lambdas/domain/wait/memory-schema.ts';
import { QUARTERS_OF_DAY, type RosterMemory } from '../../lambdas/domain/wait/roster-memory.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What is remembered of a queue's roster: a line for each time at which the number of agents changes. */
export function rosterReport(queue: string, written: unknown): string[] {
  const roster = readRoster(written);
  if (!roster) return [`${queue}: nothing is remembered of its roster`];
  return [
    `${queue}: usual agents, in the queue's time zone`,
    ...DAYS.map((day, index) => `  ${day}: ${ofDay(roster, index)}`),
  ];
}

function ofDay({ usual }: RosterMemory, day: number): string {
  const quarters = usual.slice(day * QUARTERS_OF_DAY, (day + 1) * QUARTERS_OF_DAY);
  const changes = quarters.flatMap((agents, quarter) =>
    quarter === 0 || agents !== quarters[quarter - 1] ? [`${timeOf(quarter)} ${agents ?? 'unknown'}`] : [],
  );
  return changes.join(', ');
}

function timeOf(quarter: number): string {
  const [hours, minutes] = [Math.floor(quarter / 4), (quarter % 4) * 15];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
