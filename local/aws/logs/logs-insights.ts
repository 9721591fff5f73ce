import { savedQueries } from '../../../lib/monitoring/log-queries.ts';
import type { LambdaLogs } from '../lambda/lambda-logs.ts';
import type { Row } from './query-parser.ts';
import { runQuery } from './run-query.ts';

/** Logs Insights: asks the saved questions, of the lines that are kept. */
export class LogsInsights {
  readonly names = savedQueries.map(({ name }) => name);
  /** Those that need a CallSid. */
  readonly ofOneCall = savedQueries.filter(({ query }) => query.includes('CA...')).map(({ name }) => name);
  readonly #logs: Pick<LambdaLogs, 'latest'>;

  constructor(logs: Pick<LambdaLogs, 'latest'>) {
    this.#logs = logs;
  }

  /** `undefined` when no query has that name. The CallSid stands where a person would put it in. */
  ask(name: string, callSid = 'CA...'): Row[] | undefined {
    const saved = savedQueries.find((query) => query.name === name);
    return saved && runQuery(saved.query.replaceAll('CA...', callSid), this.#lines());
  }

  #lines(): Row[] {
    const entries = this.#logs.latest(Number.POSITIVE_INFINITY);
    return entries.flatMap(({ atMs, function: name, line }) =>
      typeof line === 'object' && line !== null ? [{ ...line, '@timestamp': atMs, '@logStream': name }] : [],
    );
  }
}
