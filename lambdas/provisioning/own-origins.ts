/** Where the webhooks of one stage are, or were before its API was replaced: what leads there is this stage's own. */
export type OwnOrigins = ReadonlySet<string>;

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
