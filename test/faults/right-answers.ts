import type { Route, RouteName } from '../../lambdas/routes.ts';
import { readTwiml } from '../../local/twilio/twiml-document.ts';
import type { TwimlElement } from '../../local/twilio/twiml-grammar.ts';
import type { EdgeFault } from './edge-faults.ts';
import type { Variant } from './variants.ts';

export interface GivenAnswer {
  statusCode?: number;
  headers?: Record<string, unknown>;
  body?: string;
}

/** Room for the machine that runs this, beside the functions' own bounds of 0.9, 3 and 4 seconds. */
const bounds = { tableAlone: 1000, voice: 3300, events: 5000 } as const;

export function boundMs({ route }: Variant, faults: readonly EdgeFault[]): number {
  if (route.function === 'events') return bounds.events;
  return faults.every(({ party }) => party === 'dynamodb') ? bounds.tableAlone : bounds.voice;
}

/** What is wrong with an answer; `undefined` for TwiML that leads the caller on, or the status that stands for it. */
export function wrongness(variant: Variant, answer: GivenAnswer, faults: readonly EdgeFault[]): string | undefined {
  const { statusCode, body = '' } = answer;
  const { route } = variant;
  if (isUnchecked(route, faults, statusCode)) return undefined;
  if (route.safeAnswer === 'ask-again-later')
    return statusCode === 204 || statusCode === 500 ? undefined : `status ${statusCode}`;
  if (statusCode !== 200) return `status ${statusCode}`;
  if (route.safeAnswer === 'no-offer') return isWait(body) ? undefined : `no wait: ${body}`;
  if (answer.headers?.['content-type'] !== 'text/xml') return `content type ${answer.headers?.['content-type']}`;
  const isHold = route.safeAnswer === 'hold-music' || route.safeAnswer === 'back-to-hold';
  const reading = readTwiml(body, isHold ? 'queue' : 'call');
  if (!reading.ok) return `${reading.problem}: ${body}`;
  return leadsOn(variant, reading.verbs) ? undefined : `leads nowhere: ${body}`;
}

/** A request that cannot be checked gets 5xx, for Twilio's fallback; where Mindful's secret holds no key or another, 403. */
function isUnchecked({ guard }: Route, faults: readonly EdgeFault[], status: number | undefined): boolean {
  const ofSecrets = faults.filter(({ party }) => party === 'secrets');
  if (status === 403) return guard === 'mindful-key' && ofSecrets.length > 0;
  return status === 503 && ofSecrets.some(({ cold }) => cold);
}

function isWait(body: string): boolean {
  const json = JSON.parse(body) as { offer?: unknown; decision?: unknown };
  return typeof json.offer === 'boolean' && typeof json.decision === 'string';
}

const MOST_TRIES = '15';
const mayEnd: readonly string[] = ['register', 'open-callback', 'cancel-callback'] satisfies RouteName[];

function leadsOn({ route, form, state }: Variant, verbs: readonly TwimlElement[]): boolean {
  const names = verbs.map(({ name }) => name);
  const intoQueue = verbs.some(
    ({ name, attributes, children }) =>
      name === 'Enqueue' && attributes['workflowSid'] && attributes['action'] && children[0]?.name === 'Task',
  );
  const toMindful = verbs.some(
    ({ name, attributes, children }) => name === 'Dial' && attributes['action'] && children[0]?.name === 'Sip',
  );
  switch (route.safeAnswer) {
    case 'hold-music':
      // Twilio asks for the next document when this one has been heard.
      return names.some((name) => ['Play', 'Pause', 'Leave'].includes(name));
    case 'back-to-hold':
      return names.some((name) => name === 'Redirect' || name === 'Leave');
    case 'left-queue':
      if (form['QueueResult'] === 'hangup' || form['QueueResult'] === 'bridged') return names.length === 0;
      return intoQueue || toMindful || (state['tries'] === MOST_TRIES && names.at(-1) === 'Hangup');
    case 'transfer-result':
      return intoQueue || (form['DialCallStatus'] === 'completed' && names.at(-1) === 'Hangup');
    default:
      // A callback that stands, or is given up, may also be the end of the call.
      return (
        intoQueue ||
        toMindful ||
        names.at(-1) === 'Redirect' ||
        (mayEnd.includes(route.name) && names.at(-1) === 'Hangup')
      );
  }
}
