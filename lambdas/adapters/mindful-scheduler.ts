import type { PhoneNumber } from '../domain/phone-number.ts';
import type { MindfulWidget } from '../domain/queue-config.ts';
import type { MindfulScheduler } from '../services.ts';
import { type JsonRequest, requestJson, UnexpectedStatus } from './json-request.ts';

export interface SchedulerAccess {
  /** `https://{organizationId}.{host}`, filled in from the widget; or a loopback origin. */
  origin: string;
  /** `undefined` when the widgets ask for none. */
  token(): Promise<string | undefined>;
  timeoutMs: number;
}

/**
 * Mindful's Scheduler, one widget at a time.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/check-widget-status
 */
export function mindfulScheduler(access: SchedulerAccess): MindfulScheduler {
  const ask = async (widget: MindfulWidget, asked: Pick<JsonRequest, 'method' | 'body'> & { path: string }) => {
    const origin = access.origin.replace('{organizationId}', widget.organizationId).replace('{host}', widget.host);
    const { path, ...rest } = asked;
    const headers = tokenHeader(widget, await access.token());
    const { timeoutMs } = access;
    return (await requestJson({ service: 'Mindful', url: `${origin}${path}`, headers, timeoutMs, ...rest })).json;
  };
  return {
    widgetStatus: (widget) => ask(widget, { path: `/api/widget/${widget.widgetId}` }),
    // The path as documented: the widget's ID under "organization".
    callbackStatus: (widget, caller: PhoneNumber) =>
      absenceAsAnswer(
        ask(widget, {
          path: `/api/organization/${widget.widgetId}/callback_status`,
          method: 'POST',
          body: { contact_number: caller },
        }),
      ),
    // A refusal is an answer too: its status says which.
    requestCallback: (widget, { caller, userData }) =>
      refusalAsAnswer(
        ask(widget, {
          path: `/api/widget/${widget.widgetId}/request_callback`,
          method: 'POST',
          body: { contact_number: caller, user_data: userData },
        }),
      ),
    cancelCallback: (widget, caller) =>
      refusalAsAnswer(
        ask(widget, {
          path: `/api/organization/${widget.widgetId}/cancel_callback`,
          method: 'POST',
          body: { contact_number: caller },
        }),
      ),
  };
}

async function refusalAsAnswer(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UnexpectedStatus && error.status === 400 && error.json !== undefined) return error.json;
    throw error;
  }
}

/** That 404 says that there is no callback of this number is a guess: no page shows that answer. */
async function absenceAsAnswer(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UnexpectedStatus && error.status === 404) return undefined;
    throw error;
  }
}

function tokenHeader({ tokenHeader: name }: MindfulWidget, token: string | undefined): Record<string, string> {
  if (token === undefined) return {};
  return { [name]: name === 'authorization' ? `Bearer ${token}` : token };
}
