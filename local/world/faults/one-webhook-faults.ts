import { type RouteName, routes } from '../../../lambdas/routes.ts';

/** What may happen to one kind of webhook, while all others arrive as they should. */
const astray = {
  lost: 'never arrives',
  late: 'arrives thirty seconds late, when Twilio waits for the answer no more',
  repeat: 'arrives twice, and the second answer counts',
  reorder: 'arrives after the webhook that follows it, when Twilio waits for the answer no more',
} as const;

export type Astray = keyof typeof astray;
export type OneWebhookFaultName = `webhook-${Astray}-${RouteName}`;

export const oneWebhookFaultDescriptions = Object.fromEntries(
  routes.flatMap(({ name }) =>
    Object.entries(astray).map(([manner, happens]) => [`webhook-${manner}-${name}`, `Every ${name} ${happens}.`]),
  ),
) as Record<OneWebhookFaultName, string>;

/** Rehearsed on whole calls of their own: there are many of them. */
export function isOfOneWebhook(fault: string): fault is OneWebhookFaultName {
  return fault in oneWebhookFaultDescriptions;
}

const manners = Object.keys(astray) as Astray[];

/** What happens to this webhook now. */
export function astrayNow(faults: { isOn(name: OneWebhookFaultName): boolean }, route: string): Astray | undefined {
  return manners.find((manner) => faults.isOn(`webhook-${manner}-${route as RouteName}`));
}
