import type { MindfulEvent } from './domain/mindful/webhook-event.ts';
import type { PhoneNumber } from './domain/phone-number.ts';
import type { InChosenLanguage, QueueConfig } from './domain/queue-config.ts';
import type { QueueNow } from './domain/queue-now.ts';
import type { TaskRouterEvent } from './domain/task/task-event.ts';
import type { Measurement } from './log/metric-catalogue.ts';
import type { Parameters, RouteName, RoutesFrom, RowOf, SafeAnswer, UrlState } from './routes.ts';
import type { ServicesOf } from './services.ts';

/** What Twilio asks about a call, as far as the route's row says that its step reads it. */
export interface CallRequest<Name extends RoutesFrom<'call'> = RoutesFrom<'call'>> {
  queue: QueueConfig & InChosenLanguage;
  /** The queue or SIP user was unknown and the default queue stands in. */
  queueUnknown: boolean;
  /** `https://` and the API's own domain, for the URLs that go into TwiML. */
  origin: string;
  callSid: string;
  /** Absent when withheld or not dialable. */
  caller: PhoneNumber | undefined;
  /** Twilio's parameters by their exact names. */
  parameters: Pick<Parameters, RowOf<Name>['parameters'][number]>;
  /** The headers of the INVITE by their names in lower case, as far as the row wants them. */
  sipHeaders: ReadonlyMap<string, string>;
  /** State that an earlier step put into this URL. */
  state: Pick<UrlState, RowOf<Name>['state'][number]>;
}

/** The same as its step sees it, with its queue as it is now. */
export interface CallWebhook<Name extends RoutesFrom<'call'> = RoutesFrom<'call'>> extends CallRequest<Name> {
  queue: QueueNow;
}

/** What a Studio flow asks before it has queued its caller. It may leave out the caller and the call. */
export type WaitQuery = Pick<CallWebhook, 'queue' | 'queueUnknown' | 'origin' | 'caller'> & {
  callSid: string | undefined;
};

/** What the gate lets in, before its queue is looked up. */
export type AsRead<Webhook> = Webhook extends { queue: QueueNow }
  ? Omit<Webhook, 'queue'> & { queue: QueueConfig & InChosenLanguage }
  : Webhook;

/** What a step receives from each sender. */
export interface WebhookFrom {
  call: CallWebhook;
  'task-router': TaskRouterEvent;
  mindful: MindfulEvent;
  studio: WaitQuery;
}

type WebhookOf<Name extends RouteName> =
  Name extends RoutesFrom<'call'> ? CallWebhook<Name> : WebhookFrom[RowOf<Name>['sender']];

/** What a step answers: a body, what is counted, and what the log line says about it. */
export interface Reply {
  body: { twiml: string } | { json: unknown } | 'no-content';
  measurements?: Measurement[];
  log?: Record<string, string | number | boolean | undefined>;
}

export type Step<Name extends RouteName> = (
  webhook: WebhookOf<Name>,
  services: ServicesOf<RowOf<Name>['function']>,
) => Promise<Reply>;

/**
 * What a caller gets when a step breaks or runs late: made from the signed webhook, or the same for everybody. `undefined` means
 * that no caller listens, and the sender may well ask again.
 */
export type SafeAnswers<Name extends SafeAnswer> = Readonly<
  Record<Name, ((webhook: CallRequest) => Reply['body']) | Reply['body'] | undefined>
>;
