import * as v from 'valibot';
import { about, object, oneOf, text, trueOrFalse, wholeNumber } from './forms.ts';
import { hostName, phoneNumber } from './identifiers.ts';
import { sipEdges } from './names.ts';

const sipUser = text(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  'lower-case letters, digits and hyphens, such as "return-billing", at most 63',
);
const sipHeaderName = text(/^x-[a-z0-9-]{1,40}$/, 'a SIP header name in lower case that begins with "x-"');

const widget = object(
  {
    organizationId: text(
      /^[A-Za-z0-9-]{1,63}$/,
      "the organization's name in Mindful's Scheduler URL: letters, digits and hyphens",
    ),
    widgetId: text(/^[A-Za-z0-9_-]{1,64}$/, "the widget's ID: letters, digits, hyphens and underscores"),
    host: v.optional(
      about(hostName, "Mindful's Scheduler is at https://{organizationId}.{host}; confirm it for your region."),
      'scheduler-rt.getmindful.com',
    ),
    tokenHeader: v.optional(
      about(
        text(/^[a-z0-9-]{1,40}$/, 'a header name in lower case'),
        'Header of the API access token; "authorization" sends it as a bearer token. Confirm it with Mindful.',
      ),
      'authorization',
    ),
    callbackStatus: v.optional(trueOrFalse('Whether callbacks that no webhook has confirmed are looked up.'), false),
  },
  'The Scheduler widget of this Call Target, asked every minute whether Mindful takes callbacks; without it offers rest on the wait alone.',
);

export const callTarget = object(
  {
    number: about(phoneNumber, 'The number that Mindful assigned to the Call Target.'),
    host: v.optional(
      about(hostName, 'A SIP host of Mindful; confirm it with Mindful for your region.'),
      'sip-callback.mindful.cx',
    ),
    port: v.optional(wholeNumber(1, 65_535, "Mindful's SIP port."), 5566),
    transport: v.optional(oneOf(['udp', 'tcp', 'tls'], 'SIP transport; confirm it with Mindful.'), 'udp'),
    sipEdge: v.optional(
      oneOf(
        Object.values(sipEdges),
        "Twilio's edge that calls to Mindful leave from; that of twilio.region if absent, Twilio's default in us1.",
      ),
    ),
    sipRegion: v.optional(
      oneOf(
        Object.keys(sipEdges) as (keyof typeof sipEdges)[],
        'The same place by its older name, for SIP hosts that Twilio reaches so.',
      ),
    ),
    headerName: v.optional(
      about(sipHeaderName, "Carries the caller's number both ways; a Mindful metadata item of this name must exist."),
      'x-user-to-user',
    ),
    firstPartyCalled: v.optional(oneOf(['customer', 'agent'], 'Whom Mindful calls first.'), 'customer'),
    id: v.optional(
      about(
        text(/^[A-Za-z0-9_-]{1,64}$/, "Mindful's ID of the Call Target: letters, digits, hyphens and underscores"),
        "Mindful's webhooks name the Call Target by it; without it the caller's number alone tells.",
      ),
    ),
    widget: v.optional(widget),
    agentAnswer: v.optional(
      trueOrFalse("Whether Mindful is told when an agent is on the line, instead of the agent's key press."),
      false,
    ),
    queueHeaderName: v.optional(
      about(sipHeaderName, "Carries the queue's name, where several queues share a returnSipUser."),
    ),
    returnSipUser: v.optional(
      about(sipUser, 'User part of the SIP address that Mindful calls back on; "return-{queue}" if absent.'),
    ),
    chooseHoldSipUser: v.optional(
      about(sipUser, 'User part of the SIP address for callers who choose to hold; "hold-{queue}" if absent.'),
    ),
  },
  'The Call Target of this queue in Mindful, where accepted callers go and where they come back.',
);

/** The user parts of the queue's SIP addresses, as configured or by its name. */
export function sipUsersOf({ name, callTarget }: { name?: string; callTarget?: Partial<SipUsers> }): SipUsers {
  return {
    returnSipUser: callTarget?.returnSipUser ?? `return-${name}`,
    chooseHoldSipUser: callTarget?.chooseHoldSipUser ?? `hold-${name}`,
  };
}

interface SipUsers {
  returnSipUser: string;
  chooseHoldSipUser: string;
}

type Edge = (typeof sipEdges)[keyof typeof sipEdges];

/** Calls of another region than US1 would leave from Virginia all the same unless their address says where from. */
export function leavingFrom<Target extends { sipEdge?: Edge | undefined; sipRegion?: string | undefined }>(
  target: Target,
  region: keyof typeof sipEdges,
): Target & { sipEdge?: Edge | undefined } {
  const isSaid = target.sipEdge !== undefined || target.sipRegion !== undefined;
  return isSaid || region === 'us1' ? target : { ...target, sipEdge: sipEdges[region] };
}

export type MindfulWidget = v.InferOutput<typeof widget>;
