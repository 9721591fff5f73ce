import { readFileSync } from 'node:fs';
import { RunningCentre } from '../../test/browser/support/running-centre.ts';

const HOURS = 10;

/**
 * Resident memory of the contact centre at the end of each simulated hour of steady traffic, with a console listening:
 * the median of its last half hour, because a single moment may be just before or just after a garbage collection.
 */
export async function measureMemory(onHour: (hour: number, residentMb: number) => void): Promise<number[]> {
  const centre = await RunningCentre.start('--speed', '0');
  const listening = new AbortController();
  try {
    await centre.ask('PUT', 'queues/support', {
      agents: 20,
      handleSeconds: 240,
      callsPerMinute: 4.5,
      acceptShare: 0.5,
    });
    const events = await fetch(`${centre.url}/control/events`, { signal: listening.signal });
    const read = events.body?.pipeTo(new WritableStream(), { signal: listening.signal }).catch(() => undefined);
    const hours: number[] = [];
    for (let hour = 1; hour <= HOURS; hour += 1) {
      hours.push(await residentMbAfterHour(centre));
      onHour(hour, hours.at(-1) ?? 0);
    }
    listening.abort();
    await read;
    return hours;
  } finally {
    listening.abort();
    await centre.stop();
  }
}

/** In steps: a request that takes very long would be given up. */
async function residentMbAfterHour(centre: RunningCentre): Promise<number> {
  const readings: number[] = [];
  for (let minute = 0; minute < 60; minute += 5) {
    await centre.advance(300);
    if (minute >= 30) readings.push(residentMb(centre.pid));
  }
  const [middle = 0] = readings.sort((one, other) => one - other).slice(readings.length / 2);
  return middle;
}

function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
