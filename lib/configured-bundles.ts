import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../config/schema.ts';
import { bundleNames } from './function-settings.ts';

export interface ConfiguredBundlesOptions {
  /** Folder with one bundle a function. */
  bundles: string;
  configuration: Configuration;
  /** Emptied first. */
  outDir: string;
}

/** Copies each bundle, with the configuration beside it, where the run time reads it. Returns the folder of the copies. */
export function configureBundles({ bundles, configuration, outDir }: ConfiguredBundlesOptions): string {
  rmSync(outDir, { recursive: true, force: true });
  for (const name of bundleNames) {
    cpSync(join(bundles, name), join(outDir, name), { recursive: true });
    writeFileSync(join(outDir, name, 'configuration.json'), JSON.stringify(configuration));
  }
  return outDir;
}
