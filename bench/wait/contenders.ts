import { estimatorNames } from '../../config/names.ts';

/** The guide's code as printed, which reads fifteen minutes and an empty window as 0, and the limit. */
export const contenders = ['guide-15-minutes', 'limit-now', ...estimatorNames] as const;
export type Contender = (typeof contenders)[number];
/** Whose word holds from one sample to the next. */
export type SampledContender = Exclude<Contender, 'limit-now'>;
