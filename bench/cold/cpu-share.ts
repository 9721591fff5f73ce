import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A function with so much memory has one whole processor. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEGABYTES_OF_A_PROCESSOR = 1769;

const PERIOD_US = 20_000;
const LEAST_QUOTA_US = 1000;

const VERSION_1 = '/sys/fs/cgroup/cpu';
const VERSION_2 = '/sys/fs/cgroup';

/** A group of processes that is given a share of a processor, as Lambda gives one to a function that runs. */
export class CpuShare {
  readonly #folder: string;
  readonly #isVersion1: boolean;

  private constructor(folder: string, isVersion1: boolean) {
    this.#folder = folder;
    this.#isVersion1 = isVersion1;
  }

  /** `undefined` where this process may make no such group. */
  static make(): CpuShare | undefined {
    const isVersion1 = existsSync(join(VERSION_1, 'cpu.cfs_quota_us'));
    const folder = join(isVersion1 ? VERSION_1 : VERSION_2, `bench-cold-${process.pid}`);
    try {
      mkdirSync(folder);
      const share = new CpuShare(folder, isVersion1);
      share.lift();
      return share;
    } catch {
      if (existsSync(folder)) rmdirSync(folder);
      return undefined;
    }
  }

  /** The file into which a process writes its number to join. */
  get members(): string {
    return join(this.#folder, 'cgroup.procs');
  }

  /** Lambda gives a starting function all that it can use. */
  lift(): void {
    this.#write(undefined);
  }

  limitTo(memoryMegabytes: number): void {
    this.#write(Math.max(LEAST_QUOTA_US, Math.round((PERIOD_US * memoryMegabytes) / MEGABYTES_OF_A_PROCESSOR)));
  }

  remove(): void {
    rmdirSync(this.#folder);
  }

  #write(quotaUs: number | undefined): void {
    const file = (name: string) => join(this.#folder, name);
    if (this.#isVersion1) {
      writeFileSync(file('cpu.cfs_period_us'), String(PERIOD_US));
      writeFileSync(file('cpu.cfs_quota_us'), String(quotaUs ?? -1));
    } else {
      writeFileSync(file('cpu.max'), `${quotaUs ?? 'max'} ${PERIOD_US}`);
    }
  }
}
