import rows from './log-messages.json' with { type: 'json' };

/**
 * What a log line says when something is not as usual: a row of log-messages.json. Codes never change their meaning, because
 * people search and alarm by them. CB1xx: the caller noticed nothing, or little. CB2xx: a webhook was refused or got its safe
 * answer. CB3xx: sampling. CB4xx: somebody changed a queue by hand.
 */
export interface LogMessage {
  code: string;
  level: 'info' | 'warning' | 'error';
  text: string;
  /** What it means for callers, and what to do. */
  note: string;
}

export type LogMessageName = keyof typeof rows;

export const logMessages = rows as Record<LogMessageName, LogMessage>;
