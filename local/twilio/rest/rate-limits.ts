import { RestError } from './answers.ts';

interface Limited {
  method: string;
  path: RegExp;
  /** Only requests with this parameter. */
  parameter?: string;
  perSecond: number;
}

/**
 * What an account may ask of TaskRouter at most. Other limits differ from account to account and stand in the console only.
 * https://www.twilio.com/en-us/changelog/taskrouter-endpoint-rate-limit-correction
 * https://www.twilio.com/en-us/changelog/api-for-bulk-retrieval-of-taskqueue-realtime-statistics-in-flex-
 */
const limits: readonly Limited[] = [
  { method: 'GET', path: /\/Tasks$/, parameter: 'EvaluateTaskAttributes', perSecond: 3 },
  { method: 'POST', path: /\/TaskQueues\/RealTimeStatistics$/, perSecond: 5 },
];

interface Asked {
  method: string;
  path: string;
  query: string;
  nowMs: number;
}

/** Throws 429 on a request beyond its limit within any second. */
export function rateLimits(): (asked: Asked) => void {
  const allowedAtMs = new Map<Limited, number[]>();
  return ({ method, path, query, nowMs }) => {
    for (const limit of limits) {
      if (limit.method !== method || !limit.path.test(path)) continue;
      if (limit.parameter !== undefined && !new URLSearchParams(query).has(limit.parameter)) continue;
      const recent = (allowedAtMs.get(limit) ?? []).filter((atMs) => nowMs - atMs < 1000);
      if (recent.length >= limit.perSecond) throw new RestError(429, 20429, 'Too Many Requests');
      allowedAtMs.set(limit, [...recent, nowMs]);
    }
  };
}
