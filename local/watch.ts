import { watch } from 'node:fs';
import { join, relative } from 'node:path';
import { checkConfiguration } from '../config/read-configuration.ts';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import type { ContactCentre } from './contact-centre.ts';

const PROJECT = join(import.meta.dirname, '..');
/** What the functions are built from, and what they say. */
const SENTENCES = 'config/languages';
const WATCHED = ['lambdas', SENTENCES];
/** An editor writes one file in several steps, and a change of branch writes many files. */
const QUIET_MS = 100;

export interface WatchOptions {
  centre: Pick<ContactCentre, 'replaceFunctions'>;
  configuration: Configuration;
  /** Each change in one line: what was taken, or why it was not. */
  say(line: string): void;
}

/**
 * Takes changed sources and sentences while calls go on. A changed configuration needs a new start: the simulated
 * account is made from it. Returns how to end it.
 */
export function watchSources({ centre, configuration, say }: WatchOptions): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const take = () => {
    const files = [...changed].sort().join(', ');
    // Sentences are read from the configuration beside the functions, and in none of their sources.
    const sourcesChanged = [...changed].some((file) => !file.startsWith(SENTENCES));
    changed.clear();
    running = running.then(() => replace(files, sourcesChanged));
  };
  const replace = async (files: string, sourcesChanged: boolean) => {
    const startedMs = performance.now();
    const reading = checkConfiguration(configuration);
    if (!reading.ok) return say(`${files}: not taken. ${reading.problems.join('; ')}`);
    try {
      await centre.replaceFunctions(reading.configuration, { sourcesChanged });
      say(`${files}: taken in ${Math.round(performance.now() - startedMs)} ms. The next webhook runs it.`);
    } catch (error) {
      say(`${files}: not taken, the functions before it go on. ${error instanceof Error ? error.message : error}`);
    }
  };
  const watchers = WATCHED.map((folder) =>
    watch(join(PROJECT, folder), { recursive: true }, (_, file) => {
      if (!file || !/\.(ts|json)$/.test(file)) return;
      changed.add(relative(PROJECT, join(PROJECT, folder, file)));
      clearTimeout(timer);
      timer = setTimeout(take, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
