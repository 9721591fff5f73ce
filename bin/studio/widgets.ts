/** A Studio flow as its console imports and exports it. */
export interface Flow {
  description: string;
  states: readonly StudioWidget[];
  initial_state: string;
  flags: { allow_concurrent_calls: boolean };
}

export interface StudioWidget {
  name: string;
  type: string;
  transitions: readonly Transition[];
  properties: Record<string, unknown>;
}

export interface Transition {
  event: string;
  next?: string;
  conditions?: readonly { friendly_name: string; arguments: string[]; type: string; value: string }[];
}

interface WidgetRule {
  required: readonly string[];
  optional: readonly string[];
  events: readonly string[];
}

/** What each widget that is used here may hold, as exported flows have it. https://www.twilio.com/docs/studio/widget-library */
const widgetRules: Readonly<Record<string, WidgetRule>> = {
  trigger: {
    required: ['offset'],
    optional: [],
    events: ['incomingCall', 'incomingMessage', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'],
  },
  'make-http-request': {
    required: ['offset', 'method', 'url', 'content_type'],
    optional: ['body', 'parameters'],
    events: ['success', 'failed'],
  },
  'split-based-on': { required: ['offset', 'input'], optional: [], events: ['match', 'noMatch'] },
  'gather-input-on-call': {
    required: ['offset', 'say', 'number_of_digits', 'stop_gather', 'timeout', 'loop'],
    optional: ['voice', 'language', 'gather_language', 'finish_on_key', 'profanity_filter', 'speech_timeout', 'hints'],
    events: ['keypress', 'speech', 'timeout'],
  },
  'add-twiml-redirect': {
    required: ['offset', 'url', 'method', 'timeout'],
    optional: [],
    events: ['return', 'timeout', 'fail'],
  },
  'send-to-flex': {
    required: ['offset', 'workflow', 'channel', 'attributes'],
    optional: ['priority', 'timeout', 'waitUrl', 'waitUrlMethod'],
    events: ['callComplete', 'failedToEnqueue', 'callFailure'],
  },
};

const MOST_ATTRIBUTE_CHARACTERS = 1024;

/** What Studio would refuse, or silently ignore; empty for a flow that is right. */
export function flowProblems({ states, initial_state: initial }: Flow): string[] {
  const names = states.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...twice.map((name) => `${name} is there twice`),
    ...(names.includes(initial) ? [] : [`initial_state ${initial} is no widget`]),
    ...states.flatMap((widget) => widgetProblems(widget, names).map((problem) => `${widget.name}: ${problem}`)),
    ...unreached(states, initial).map((name) => `${name} is never reached`),
  ];
}

function widgetProblems({ type, properties, transitions }: StudioWidget, names: readonly string[]): string[] {
  const rule = widgetRules[type];
  if (!rule) return [`widget type ${type} is not known`];
  const known = [...rule.required, ...rule.optional];
  const references = [...JSON.stringify(properties).matchAll(/widgets\.(\w+)\./g)].map(([, name = '']) => name);
  return [
    ...rule.required.filter((name) => properties[name] === undefined).map((name) => `property ${name} is missing`),
    ...Object.keys(properties)
      .filter((name) => !known.includes(name))
      .map((name) => `property ${name} is not known`),
    ...transitions
      .filter(({ event }) => !rule.events.includes(event))
      .map(({ event }) => `event ${event} is not known`),
    ...transitions.flatMap(({ next }) =>
      next === undefined || names.includes(next) ? [] : [`next ${next} is no widget`],
    ),
    ...references.filter((name) => !names.includes(name)).map((name) => `refers to ${name}, which is no widget`),
    ...(String(properties['attributes'] ?? '').length > MOST_ATTRIBUTE_CHARACTERS ? ['attributes are too long'] : []),
  ];
}

function unreached(states: readonly StudioWidget[], initial: string): string[] {
  const reached = new Set([initial]);
  for (const name of reached) {
    const widget = states.find((candidate) => candidate.name === name);
    for (const { next } of widget?.transitions ?? []) if (next !== undefined) reached.add(next);
  }
  return states.map(({ name }) => name).filter((name) => !reached.has(name));
}
