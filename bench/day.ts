import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RunningCentre } from '../test/browser/support/running-centre.ts';
import { growth, type ProcessReading, readProcess } from './process-reading.ts';

/**
 * `npm run bench:day -- --hours 24 --speed 60`: so many hours of `npm start` with two calls a minute, which keep six agents busy for
 * 94 % of the time. What it keeps of them must come to an end: it runs for as long as somebody likes. (With more than they can take
 * the line itself would grow all day, for its callers never hang up.) With `--speed 0` as fast as it goes.
 */
const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, speed: { type: 'string', default: '60' } },
});
const [hours, speed] = [Number(values.hours), Number(values.speed)];

/** By how much the median of the last quarter may be above that of the second. */
const MOST_MEGABYTES = 40;
const HALF_HOUR_SECONDS = 1800;
/** A request that takes very long would be given up. */
const STEP_SECONDS = 300;

if (process.platform !== 'linux') {
  console.log('skipped: memory of another process is read from /proc, which only Linux has');
} else {
  const centre = await RunningCentre.start('--speed', String(speed));
  try {
    await centre.ask('PUT', 'queues/support', { agents: 6, handleSeconds: 170, callsPerMinute: 2, acceptShare: 0.5 });
    const readings: (ProcessReading & { hour: number })[] = [];
    for (let half = 1; half <= 2 * hours; half += 1) {
      await passHalfHour(centre);
      readings.push({ hour: half / 2, ...readProcess(centre.pid) });
    }
    console.table(readings);
    const megabytes = growth(readings, ({ residentMb }) => residentMb);
    console.log(`from the second quarter to the last: ${megabytes} MB more`);
    process.exitCode = megabytes <= MOST_MEGABYTES ? 0 : 1;
  } finally {
    await centre.stop();
  }
}

async function passHalfHour(centre: RunningCentre): Promise<void> {
  if (speed > 0) return sleep((HALF_HOUR_SECONDS * 1000) / speed);
  for (let seconds = 0; seconds < HALF_HOUR_SECONDS; seconds += STEP_SECONDS) await centre.advance(STEP_SECONDS);
}
