import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds. Linux only: it reads /proc. */
export interface ProcessReading {
  descriptors: number;
  residentMb: number;
}

export function readProcess(pid: number): ProcessReading {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { descriptors: readdirSync(`/proc/${pid}/fd`).length, residentMb: Math.round(Number(kilobytes) / 1024) };
}

/** By how much the median of the last quarter is above that of the second. */
export function growth<Reading>(readings: readonly Reading[], of: (reading: Reading) => number): number {
  const median = (part: readonly Reading[]) =>
    part.map(of).sort((one, other) => one - other)[Math.floor(part.length / 2)] ?? 0;
  const quarter = Math.floor(readings.length / 4);
  return median(readings.slice(-quarter)) - median(readings.slice(quarter, 2 * quarter));
}
