import fc from 'fast-check';

export const { SEED = '1' } = process.env;

/** The same cases in every run, so that what passed keeps passing; `SEED=2 npm test` tries others. */
fc.configureGlobal({ seed: Number(SEED) });

export { fc };
