import { callFaultDescriptions } from './call-faults.ts';
import { oneWebhookFaultDescriptions } from './one-webhook-faults.ts';
import { upstreamFaultDescriptions } from './upstream-faults.ts';

/** Every fault that can be rehearsed, with what it does. The part that fails asks `isOn`. */
const groups = {
  'What the service asks': {
    ...upstreamFaultDescriptions,
    'secrets-unusable': 'Somebody has overwritten each secret with a text that holds nothing of use.',
    'secrets-wrong': 'Somebody has overwritten each value in each secret with another one of the same form.',
    'leave-keeps-task': 'Leaving a queue does not cancel the task; Twilio does not say whether it does.',
  },
  'Webhooks and the way to the service': {
    'webhook-lost': 'Reports on calls, tasks and callbacks never arrive.',
    'webhook-repeat': 'Twilio and Mindful send every webhook twice, and the second answer counts.',
    'webhook-late': 'Reports on calls, tasks and callbacks arrive thirty seconds late.',
    'webhook-reorder': 'Reports on calls, tasks and callbacks arrive after the webhook that follows them.',
    'webhook-404': 'Every webhook is answered 404 before it reaches the service.',
    'webhook-500': 'Every webhook is answered 500 before it reaches the service.',
    'webhook-timeout': 'No webhook reaches the service, and none is answered in time.',
    'webhook-answer-lost': 'The service gets every webhook, but Twilio gets no answer in time.',
    'webhook-bad-twiml': 'The end of every document is lost on the way.',
    'events-down': 'API Gateway answers 503 to every report on calls, tasks and callbacks.',
    'service-down': 'API Gateway answers 503 to every webhook.',
    'service-slow': 'API Gateway passes every webhook on three seconds late.',
  },
  'The sampler': {
    'sampler-stopped': 'The schedule does not run the sampler.',
    'sampler-late': 'The schedule runs the sampler fifty seconds late.',
    'sampler-overlapping': 'The schedule runs the sampler twice at the same moment.',
  },
  'Calls inside Twilio and Mindful': callFaultDescriptions,
  'One webhook of every call': oneWebhookFaultDescriptions,
} as const satisfies Record<string, Record<string, string>>;

type Groups = typeof groups;
type FaultGroup = keyof Groups;
export type FaultName = { [Group in FaultGroup]: keyof Groups[Group] }[FaultGroup];

export interface FaultDescription {
  name: FaultName;
  group: FaultGroup;
  description: string;
}

export const faultDescriptions: readonly FaultDescription[] = Object.entries(groups).flatMap(([group, rows]) =>
  Object.entries(rows).map(([name, description]) => ({ name, group, description }) as FaultDescription),
);

export const faultNames = faultDescriptions.map(({ name }) => name);

/** Which faults are on. */
export class Faults {
  readonly #on = new Set<FaultName>();
  readonly #acted = new Set<FaultName>();
  /** The delay of a slow answer. */
  readonly delayMs: number;

  constructor(delayMs = 3000) {
    this.delayMs = delayMs;
  }

  /** Asked by the part that fails, at the moment when it would fail. */
  isOn(name: FaultName): boolean {
    const isOn = this.#on.has(name);
    if (isOn) this.#acted.add(name);
    return isOn;
  }

  /** Unlike `isOn`, it does not count as the fault having acted. */
  isSwitchedOn(name: FaultName): boolean {
    return this.#on.has(name);
  }

  /** Whether anything has met the fault since it was switched on. */
  hasActed(name: FaultName): boolean {
    return this.#acted.has(name);
  }

  get anyOn(): boolean {
    return this.#on.size > 0;
  }

  set(name: FaultName, on: boolean): void {
    this.#acted.delete(name);
    if (on) this.#on.add(name);
    else this.#on.delete(name);
  }

  /** Resolves at once, or late while the fault is on. */
  async delayIf(name: FaultName): Promise<void> {
    if (this.isOn(name)) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}
