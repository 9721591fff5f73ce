import type { Remembered } from './memory.ts';

/** Where the webhooks of one stage are, or were before its API was replaced: what leads there is this stage's own. */
type OwnOrigins = ReadonlySet<string>;

/** What a stage may call its own in a Twilio account, and what it has changed there. */
export interface Ownership {
  /** The FriendlyName or description of everything that this stage owns. */
  owner: string;
  begun: boolean;
  origins: OwnOrigins;
  remembered: readonly Remembered[];
  /** Phone numbers and SIP domains of somebody else that the configuration tells to take over. */
  takeOver: readonly string[];
}

export function ownerName(stage: string): string {
  return `callback-${stage}`;
}

/** The webhooks of this service that a number, a SIP domain or a workspace leads to, of whatever stage. */
const WEBHOOK = /^https?:\/\/[^/?#]+\/(queues\/[^/]+\/(incoming-call|return-call)|sip|task-events)(#|$)/;

export function isOwn(url: string | undefined, origins: OwnOrigins): boolean {
  return origins.has(originOf(url ?? ''));
}

/** The origin of another stage of this service, if the URL leads to one. */
export function otherStage(url: string | undefined, origins: OwnOrigins): string | undefined {
  return url !== undefined && WEBHOOK.test(url) && !isOwn(url, origins) ? originOf(url) : undefined;
}

export function originOf(url: string): string {
  return /^https?:\/\/[^/?#]+/.exec(url)?.[0] ?? '';
}
