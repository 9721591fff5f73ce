import * as v from 'valibot';
import { lenient, readAs } from '../document.ts';

/** What Mindful said of a Call Target, checked. */
export type MindfulStatus =
  | { kind: 'offering'; widgetState: string; ecbtSeconds?: number }
  | { kind: 'not-offering'; widgetState: string }
  | { kind: 'unknown'; problem: string };

/** Any other state means: route the call to an agent. That includes the ones that Mindful may add. */
const OFFERING = ['offer_callback', 'offer_asap_callback'];

/** Nobody is asked to wait for longer than a day: more is a fault. */
const LONGEST_SECONDS = 24 * 60 * 60;

const status = v.object({
  widget_state: v.pipe(v.string(), v.regex(/^\w{1,60}$/)),
  ewt: lenient(v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_SECONDS))),
});

const answer = v.object({ data: v.union([status, v.looseTuple([status])]) });

/**
 * Reads a widget's status. `ewt` is Mindful's estimated callback time in seconds, `null` without one; the state decides
 * alone.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/check-widget-status
 */
export function readWidgetStatus(json: unknown): MindfulStatus {
  const data = readAs(answer, json)?.data;
  if (!data) return { kind: 'unknown', problem: 'Mindful answered without a widget_state' };
  const { widget_state: widgetState, ewt } = Array.isArray(data) ? data[0] : data;
  if (!OFFERING.includes(widgetState)) return { kind: 'not-offering', widgetState };
  return { kind: 'offering', widgetState, ecbtSeconds: ewt };
}
