import { get as httpGet } from 'node:http';
import { Agent, get as httpsGet } from 'node:https';
import type { QueueConfig } from '../domain/queue-config.ts';
import type { RawStatistics } from '../domain/queue-statistics.ts';
import type { TaskRouterStatistics } from '../services.ts';

export interface TaskRouterAccess {
  /** `https://taskrouter.twilio.com`, or a loopback origin. */
  origin: string;
  accountSid: string;
  authToken(): Promise<string>;
  timeoutMs: number;
}

const MAX_ANSWER_BYTES = 1024 * 1024;
const agent = new Agent({ keepAlive: true });

/**
 * TaskRouter's statistics of a task queue as raw JSON: the Twilio SDK's typed fields turn 1e308 into 1, and it waits
 * for 30 seconds.
 * https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export function taskRouterStatistics(access: TaskRouterAccess): TaskRouterStatistics {
  return {
    async fetch(taskRouter: QueueConfig['taskRouter']): Promise<RawStatistics> {
      const { workspaceSid, taskQueueSid } = taskRouter;
      const base = `${access.origin}/v1/Workspaces/${workspaceSid}/TaskQueues/${taskQueueSid}`;
      const authorization = `Basic ${btoa(`${access.accountSid}:${await access.authToken()}`)}`;
      const read = (resource: string) => getJson(`${base}/${resource}`, authorization, access.timeoutMs);
      const [realTime, cumulative5Minutes, cumulative15Minutes, cumulative60Minutes] = await Promise.all([
        read('RealTimeStatistics?TaskChannel=voice'),
        read('CumulativeStatistics?Minutes=5&TaskChannel=voice'),
        read('CumulativeStatistics?Minutes=15&TaskChannel=voice'),
        read('CumulativeStatistics?Minutes=60&TaskChannel=voice'),
      ]);
      return { realTime, cumulative5Minutes, cumulative15Minutes, cumulative60Minutes };
    },
  };
}

/** Rejects on any status but 200, on text that is not JSON, and when the whole answer is not there in time. */
function getJson(url: string, authorization: string, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { headers: { authorization, accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs) };
    const read = (response: import('node:http').IncomingMessage) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) response.destroy(new Error('TaskRouter answered more than 1 MB'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`TaskRouter answered ${response.statusCode}`));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        } catch {
          reject(new Error('TaskRouter answered no JSON'));
        }
      });
    };
    const request = url.startsWith('http:') ? httpGet(url, options, read) : httpsGet(url, { ...options, agent }, read);
    request.on('error', reject);
  });
}
