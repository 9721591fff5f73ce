/** What Mindful said of a Call Target, checked. */
export type MindfulStatus =
  | { kind: 'offering'; widgetState: string; ecbtSeconds?: number }
  | { kind: 'not-offering'; widgetState: string }
  | { kind: 'unknown'; problem: string };

/** Any other state means: route the call to an agent. That includes the ones that Mindful may add. */
const OFFERING = ['offer_callback', 'offer_asap_callback'];

/** Nobody is asked to wait for longer than a day: more is a fault. */
const LONGEST_SECONDS = 24 * 60 * 60;

/**
 * Reads a widget's status. `ewt` is Mindful's estimated callback time in seconds, `null` without one; the state decides
 * alone.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/check-widget-status
 */
export function readWidgetStatus(json: unknown): MindfulStatus {
  const data = property(json, 'data');
  const status = Array.isArray(data) ? data[0] : data;
  const widgetState = property(status, 'widget_state');
  if (typeof widgetState !== 'string' || !/^\w{1,60}$/.test(widgetState)) {
    return { kind: 'unknown', problem: 'Mindful answered without a widget_state' };
  }
  if (!OFFERING.includes(widgetState)) return { kind: 'not-offering', widgetState };
  const ewt = property(status, 'ewt');
  const usable = typeof ewt === 'number' && ewt >= 0 && ewt <= LONGEST_SECONDS;
  return { kind: 'offering', widgetState, ...(usable && { ecbtSeconds: ewt }) };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
