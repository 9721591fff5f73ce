import { estimatorNames } from '../../config/names.ts';

/** The guide's code as printed, which reads fifteen minutes and an empty window as 0, and the limit. */
export const contenders = ['guide-15-minutes', 'limit-now', ...estimatorNames] as const;
/** The default without one of its ideas: to be asked for. */
export const ablations = [
  'without the roster',
  'without missing agents who come back',
  'without people at home',
  'without learning when callbacks come',
  'without groups of callbacks',
  'without who overtakes',
  'without giving up',
  'without the share of those who serve',
  'without higher priorities',
  'without ringing',
] as const;
export type Ablation = (typeof ablations)[number];
export const everybody = [...contenders, ...ablations] as const;
export type Contender = (typeof contenders)[number];
/** Whose word holds from one sample to the next. */
export type SampledContender = Exclude<Contender, 'limit-now'>;
