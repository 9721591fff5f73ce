import { momentOfWeek } from '../../lambdas/domain/wait/moment-of-week.ts';
import { learnQuarter, type RosterMemory } from '../../lambdas/domain/wait/roster-memory.ts';
import { createRandom } from '../../local/taskrouter/random.ts';
import { type Family, rosterOf, valueAt } from './families.ts';
import { openingMs } from './floor.ts';

const DAY_MS = 24 * 3600 * 1000;
const QUARTER_MINUTES = 15;
/** Remembered around the day, so that every estimate finds what it asks for. */
const FROM_MINUTE = -120;
const TO_MINUTE = 600;
/** Up to a tenth of the agents more or fewer, from day to day. */
const VARIATION = 0.1;
/** One day in eight is a holiday with a fifth of the agents. */
const HOLIDAYS = 1 / 8;
const HOLIDAY_STAFF = 0.2;

/** What is remembered of the roster after four weeks of such days. */
export function rosterAfterDaysBefore(family: Family, seed: number): RosterMemory | undefined {
  const random = createRandom(seed * 104_729 + 5);
  let roster: RosterMemory | undefined;
  for (let weeksAgo = 4; weeksAgo > 0; weeksAgo -= 1) {
    const dayMs = openingMs - weeksAgo * 7 * DAY_MS;
    const staff = random() < HOLIDAYS ? HOLIDAY_STAFF : 1 + VARIATION * (2 * random() - 1);
    for (let minute = FROM_MINUTE; minute < TO_MINUTE; minute += QUARTER_MINUTES) {
      const agents = Math.round(staff * valueAt(rosterOf(family), minute)) + (family.unresponsive ?? 0);
      roster = learnQuarter(roster, momentOfWeek(dayMs + minute * 60_000, 'UTC').quarter, agents);
    }
  }
  return roster;
}
