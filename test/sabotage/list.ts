// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are the product's own lines, templates among them.
import type { Sabotage } from './sabotage.ts';

const records = 'lambdas/adapters/dynamo-callback-records.ts';
const states = 'lambdas/adapters/dynamo-queue-states.ts';
const life = 'lambdas/domain/callback/callback-record.ts';
const breaker = 'lambdas/domain/offer/breaker.ts';
const keyedNumber = 'lambdas/domain/offer/keyed-number.ts';
const decision = 'lambdas/domain/offer/offer-decision.ts';
const caller = 'lambdas/steps/caller-decision.ts';
const handler = 'lambdas/middleware/webhook-handler.ts';
const safe = 'lambdas/steps/safe-answers.ts';
const way = 'test/steps/way-to-an-agent.test.ts';
const orders = 'test/journeys/order-of-events.test.ts';
const decided = 'test/domain/offer/offer-decision.test.ts';
const tried = 'test/domain/offer/breaker.test.ts';
const table = 'test/adapters/dynamo-callback-records.slow.test.ts';
const events = 'test/steps/events/task-events.test.ts';
const missed = 'test/sampling/missed-events.test.ts';

/** Rows of file, text, what stands there instead, and who must notice. */
function row(
  name: string,
  [file, text, instead]: [string, string, string],
  [noticedBy, test]: [string, string],
): Sabotage {
  return { name, file, text, instead, noticedBy, test };
}

const adapters: Sabotage[] = [
  row(
    'a record is read as it may have been before',
    [records, 'Key: keyOf(record), ConsistentRead: true', 'Key: keyOf(record), ConsistentRead: false'],
    ['test/adapters/consistent-reads.test.ts', 'a record is read as the last write has left it'],
  ),
  row(
    'an acceptance reads a queue as it may have been before',
    [states, 'return this.#query(queue, true);', 'return this.#query(queue, false);'],
    ['test/adapters/consistent-reads.test.ts', 'read so for an acceptance'],
  ),
  row(
    'an operator’s switch may be missed by an acceptance',
    [states, 'this.#item(operatorKey(queue), consistent)', 'this.#item(operatorKey(queue), false)'],
    ['test/adapters/consistent-reads.test.ts', 'read so for an acceptance'],
  ),
  row(
    'a record moves whoever’s call it is',
    [records, 'ConditionExpression: `callSid = :callSid AND #status IN (', 'ConditionExpression: `#status IN ('],
    [table, 'does not go backwards, and not for another call'],
  ),
  row(
    'the first return call is abandoned by the news of another',
    [
      records,
      "const sameReturn = to === 'abandoned' ? ' AND returnCallSid = :returnCallSid' : '';",
      "const sameReturn = '';",
    ],
    [table, 'has not abandoned the next return call'],
  ),
  row(
    'two calls reserve one record',
    [records, "'callSid = :callSid AND attribute_not_exists(returnCallSid)'", "'callSid = :callSid'"],
    [table, 'may be reserved for one return call'],
  ),
  row(
    'two samples claim the task of one loss',
    [records, 'AND (attribute_not_exists(lostTaskTriedAtMs) OR lostTaskTriedAtMs <= :free)`', '`'],
    [table, 'is claimed by one of several samples'],
  ),
  row(
    'a claim of a loss never ends',
    [records, "\n            ':free': { N: String(nowMs - CLAIM_MS) }", "\n            ':free': { N: '0' }"],
    [table, 'is claimed by one of several samples'],
  ),
  row(
    'a loss is closed twice',
    [
      records,
      'AND #status = :lost AND attribute_exists(${OPEN})`,\n        ExpressionAttributeNames',
      'AND #status = :lost`,\n        ExpressionAttributeNames',
    ],
    [table, 'is not forgotten with time'],
  ),
  row(
    'an ended record stays in the list of open callbacks',
    [records, "${listed ? '' : ` REMOVE ${OPEN}`}`,\n    ConditionExpression", '`,\n    ConditionExpression'],
    [table, 'leaves the index at its end'],
  ),
  row(
    'an ended record is kept for good',
    [
      records,
      'return { N: String(Math.ceil(endMs / 1000) + KEPT_AFTER_END_SECONDS) };',
      "return { N: '99999999999' };",
    ],
    [table, 'a record of which nothing is to come is deleted a day after it ended'],
  ),
  row(
    'a write that was done counts as not done where its answer was lost',
    [
      'lambdas/adapters/conditional-write.ts',
      'if ((error.$metadata.attempts ?? 1) === 1) return false;',
      'return false;',
    ],
    ['test/adapters/answers-lost.test.ts', 'a return call has its callback, and no other call has it too'],
  ),
  row(
    'a breaker opens over another’s change',
    [states, 'before ? isStill(before) : isClosed', 'before ? {} : isClosed'],
    [
      'test/adapters/dynamo-queue-states.test.ts',
      'a breaker whose time is over lets one call of fifty go first, and knows which',
    ],
  ),
  row(
    'a queue takes one acceptance more than it may',
    [
      states,
      'attribute_not_exists(acceptances) OR acceptances < :full',
      'attribute_not_exists(acceptances) OR acceptances <= :full',
    ],
    [
      'test/adapters/dynamo-queue-states.test.ts',
      'the number of accepted callbacks lets as many of fifty callers at once accept as there is room for, and remembers how many did',
    ],
  ),
  row(
    'a note of a lost task counts for ever',
    [states, 'return nowMs < untilMsOf(Item);', 'return untilMsOf(Item) > 0;'],
    ['test/adapters/dynamo-queue-states.test.ts', 'counts no more past its own time'],
  ),
  row(
    'a queue’s state is remembered for a minute',
    [states, 'const REMEMBER_MS = 5_000;', 'const REMEMBER_MS = 60_000;'],
    ['test/adapters/dynamo-queue-states.test.ts', 'a state that is remembered for a few seconds'],
  ),
  row(
    'everybody marks an event first',
    [
      'lambdas/adapters/dynamo-handled-events.ts',
      'await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item, ConditionExpression }));',
      'await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item }));\n    void ConditionExpression;',
    ],
    ['test/adapters/dynamo-handled-events.test.ts', 'is made by the first alone'],
  ),
  row(
    'marks of the minute before are not looked for',
    ['lambdas/adapters/dynamo-handled-events.ts', 'let atMs = fromMs - MINUTE_MS;', 'let atMs = fromMs;'],
    ['test/adapters/dynamo-handled-events.test.ts', 'is found about its time'],
  ),
  row(
    'a renamed queue forgets its records',
    [
      'lambdas/adapters/former-names.ts',
      'const namesOf = (queue: string) => [queue, ...(formerNames.get(queue) ?? [])];',
      'const namesOf = (queue: string) => [queue];',
    ],
    ['test/journeys/renamed-queue.test.ts', 'a queue that has another name since a deploy'],
  ),
  row(
    'a table that is silent is waited for for ever',
    [
      'lambdas/adapters/aws-clients.ts',
      'endBody(body, endsAtMs - performance.now(), () => closeIdleConnections(client));',
      'void endsAtMs;\n        void endBody;\n        void body;',
    ],
    [
      'test/adapters/aws-clients.test.ts',
      'an answer that stalls in mid-body is given up by who asks the table, and the next one is read',
    ],
  ),
];

const domain: Sabotage[] = [
  row(
    'half open is always',
    [breaker, 'return nowMs >= openUntilMs + FORGOTTEN_MS;', 'return false;'],
    [tried, 'nobody has tried for ten minutes'],
  ),
  row(
    'half open lets everybody try',
    [breaker, "if (callSid === undefined || isOpenFor(callSid, breaker, nowMs)) return 'impossible';", ''],
    [tried, 'is tried again by one call'],
  ),
  row(
    'the call that tries is stopped by its own breaker',
    [breaker, 'nowMs < breaker.openUntilMs && !isProbe(breaker, callSid)', 'nowMs < breaker.openUntilMs'],
    [tried, 'is tried again by one call'],
  ),
  row(
    'offers stop for a second',
    [breaker, 'const OPEN_MS = 60_000;', 'const OPEN_MS = 1_000;'],
    [tried, 'stops the offers for a minute'],
  ),
  row(
    'any call’s end closes an open breaker',
    [breaker, '  if (!isProbe(breaker, callSid)) return undefined;\n', ''],
    [tried, 'is that of no other call'],
  ),
  row(
    'a trial whose caller left counts as taken',
    [breaker, "'caller-left': { openUntilMs: nowMs } }", "'caller-left': 'closed' }"],
    [tried, 'brings the offers back'],
  ),
  row(
    'a yes is taken although offers are off',
    [decision, '  if (queue.switchedOff.everywhere) return queue.switchedOff.everywhere;\n', ''],
    ['test/steps/trial.test.ts', 'a yes after an operator has switched offers off'],
  ),
  row(
    'a closed queue offers',
    [decision, "  if (!isOpen(policy.openingHours, nowMs)) return noOffer('closed');\n", ''],
    [decided, 'each place of the offer has a switch and leaves the hours as they are'],
  ),
  row(
    'the threshold itself is long enough',
    [decision, '<= policy.thresholdSeconds', '< policy.thresholdSeconds'],
    [decided, 'exactly at the threshold'],
  ),
  row(
    'who has held is judged by the whole wait',
    [decision, 'snapshot.wait.offerSeconds - inputs.heldSeconds', 'snapshot.wait.offerSeconds'],
    [decided, 'counts only the rest of the wait'],
  ),
  row(
    'a callback after closing time is promised',
    [decision, 'nowMs + quote.waitSeconds * 1000', 'nowMs'],
    [decided, 'due-after-closing'],
  ),
  row(
    'a full queue offers',
    [decision, "  if (isFull(inputs.queue)) return noOffer('too-many-callbacks');\n", ''],
    [decided, 'too-many-callbacks'],
  ),
  row(
    'one callback too many',
    [decision, 'return acceptances >= acceptancesWhenFull;', 'return acceptances > acceptancesWhenFull;'],
    [decided, 'the decision about a caller queues without an offer because too-many-callbacks'],
  ),
  row(
    'a withheld number is called back',
    [decision, "  if (!caller) return 'caller-withheld';\n", ''],
    [decided, 'caller-withheld'],
  ),
  row(
    'a number that may not be called is offered a callback',
    [decision, "  if (queue.callable && !mayBeCalled(queue.callable, caller)) return 'caller-not-callable';\n", ''],
    [decided, 'caller-not-callable'],
  ),
  row(
    'a premium range or another country counts as callable',
    [
      'lambdas/domain/callable-number.ts',
      'longestIn(callable, digits) > longestIn(refused, digits)',
      'longestIn(callable, digits) >= 0',
    ],
    ['test/domain/callable-number.test.ts', 'of a premium range of Germany'],
  ),
  row(
    'a number of another country is taken as keyed in',
    [keyedNumber, 'whole.filter((one) => mayBeCalled(callable, one))', 'whole'],
    ['test/domain/offer/keyed-number.test.ts', 'of a premium range'],
  ),
  row(
    'keys that could be two numbers are taken for one of them',
    [keyedNumber, 'if (number && others.length === 0)', 'if (number)'],
    ['test/domain/offer/keyed-number.test.ts', 'that could be two numbers'],
  ),
  row(
    'a number is keyed in without a limit',
    ['lambdas/steps/number/confirm-number.ts', "if (claim !== 'claimed')", "if (claim === 'number')"],
    ['test/steps/another-number.test.ts', 'the call has another'],
  ),
  row(
    'Mindful is called by the number of the caller who keyed in another',
    ['lambdas/twiml/transfer.ts', '      ...(keyedNumber && { callerId: keyedNumber }),\n', ''],
    ['test/steps/another-number.test.ts', 'as the caller ID'],
  ),
  row(
    'whoever hangs up before Mindful has a number that was keyed in is called all the same',
    [
      'lambdas/steps/customer.ts',
      'queue.callableCountries.length > 0 ? await keyedNumbers.ofCall(callSid) : undefined',
      'undefined',
    ],
    ['test/steps/another-number.test.ts', 'is void when its caller hangs up first'],
  ),
  row(
    'a caller learns that somebody else waits for a call',
    [
      'lambdas/steps/number/confirm-number.ts',
      "refuse(isTheirs ? 'numberRefused' : 'transferFailed'",
      "refuse('transferFailed'",
    ],
    ['test/steps/another-number.test.ts', 'somebody waits for a call on it'],
  ),
  row(
    'a second callback is offered',
    [decision, "  if (callback && isWaitingAtHome(callback, queue.nowMs)) return 'callback-pending';\n", ''],
    [decided, 'callback-pending'],
  ),
  row(
    'a callback that came back brings an offer that cannot be accepted',
    [life, "  if (status === 'returned' || isUnanswered(record)) return true;\n", ''],
    ['test/steps/unfinished-callback.test.ts', 'is put into the queue without an offer'],
  ),
  row(
    'a loss that nobody has heard of brings an offer',
    [life, 'lossReportedAtMs === undefined || (policy', 'false || (policy'],
    ['test/steps/unfinished-callback.test.ts', 'gets no offer before somebody has heard'],
  ),
  row(
    'Mindful is offered although it does not offer',
    [decision, "      return 'mindful-not-offering';", '      return undefined;'],
    [decided, 'mindful-not-offering'],
  ),
  row(
    'holding callers are asked without end',
    [decision, '  if (offersMade >= plan.atMost) return false;\n', ''],
    ['test/domain/offer/hold-plan.test.ts', 'the offer to a caller on hold after 9999 s and 2 offers is due: false'],
  ),
  row(
    'what nobody confirmed is lost',
    [life, "lost: ['registered'],", "lost: ['registered', 'transferred'],"],
    [table, 'and nothing else leads to a loss'],
  ),
  row(
    'Mindful’s word does not outrank a refusal',
    [
      life,
      "registered: ['requested', 'transferred', 'asked', 'refused', 'cancelled', 'expired'",
      "registered: ['requested', 'transferred', 'asked', 'cancelled', 'expired'",
    ],
    [orders, 'in all 120 orders'],
  ),
  row(
    'what turns up at Mindful too late calls a caller who holds',
    ['lambdas/sampling/callback-lookups.ts', "if (record.status === 'in-doubt') {", 'if (false) {'],
    ['test/sampling/callback-lookups.test.ts', 'is cancelled where its caller holds'],
  ),
  row(
    'an answered callback is answered again',
    [
      life,
      "in-doubt', 'registered', 'returned'] as const),",
      "in-doubt', 'registered', 'returned', 'answered'] as const),",
    ],
    [orders, 'have each one effect at most'],
  ),
  row(
    'a callback is lost at its due time',
    [life, 'dueAtMs(record) + graceSeconds * 1000', 'dueAtMs(record)'],
    ['test/domain/callback/callback-record.test.ts', 'when the grace after its due time is over'],
  ),
  row(
    'the quoted wait is no due time',
    [life, 'record.acceptedAtMs + record.quotedWaitSeconds * 1000;', 'record.acceptedAtMs;'],
    ['test/domain/callback/callback-record.test.ts', 'the quoted wait after it was accepted'],
  ),
  row(
    'anybody’s caller ID brings a callback back',
    [
      'lambdas/domain/callback/return-call.ts',
      'callerId !== undefined && returnCallers.includes(callerId)',
      'callerId !== undefined',
    ],
    [
      'test/domain/callback/return-call.test.ts',
      "a call to the return number from a customer's own brings back a callback that was lost",
    ],
  ),
  row(
    'a callback is due hours before its time',
    [
      'lambdas/domain/callback/return-call.ts',
      'const DUE_WITHIN_MS = 10 * 60 * 1000;',
      'const DUE_WITHIN_MS = 600 * 60 * 1000;',
    ],
    [
      'test/domain/callback/return-call.test.ts',
      "a call to the return number from Mindful's caller ID -10.1 minutes from its due time it is known: false",
    ],
  ),
  row(
    'a short leg counts as taken',
    ['lambdas/domain/callback/transfer-outcome.ts', 'dialSeconds >= registrationSeconds', 'dialSeconds >= 0'],
    [
      'test/domain/callback/transfer-outcome.test.ts',
      'a transfer to Mindful failed if Mindful answered, said no and hung up',
    ],
  ),
  row(
    'a quote is rounded down',
    ['lambdas/domain/quote.ts', 'Math.max(1, Math.ceil(seconds / 60))', 'Math.max(1, Math.floor(seconds / 60))'],
    ['test/domain/quote.test.ts', 'a quoted wait 61 seconds is "about 2 minutes"'],
  ),
  row(
    'beyond the cap the wait is said',
    [
      'lambdas/domain/quote.ts',
      "  if (waitSeconds > capMinutes * 60) return { waitSeconds, kind: 'more-than', minutes: capMinutes };\n",
      '',
    ],
    ['test/domain/quote.test.ts', 'a quoted wait 601 seconds is "more than 10 minutes"'],
  ),
  row(
    'a range counts by its lower end',
    [
      'lambdas/domain/quote.ts',
      "quote.kind === 'between' ? quote.toMinutes : quote.minutes",
      "quote.kind === 'between' ? quote.fromMinutes : quote.minutes",
    ],
    ['test/steps/events/scoreboard.test.ts', 'counts for a wait'],
  ),
  row(
    'an override never ends',
    ['lambdas/domain/operator-override.ts', 'override && nowMs < override.untilMs ? override', 'override ? override'],
    ['test/steps/trial.test.ts', 'until that ends'],
  ),
  row(
    'an old snapshot is believed',
    ['lambdas/domain/queue-now.ts', 'ageMs <= maxAgeSeconds * 1000', 'ageMs <= maxAgeSeconds * 1e9'],
    [decided, 'the decision about a caller believes a snapshot of 181 seconds: queue'],
  ),
  row(
    'the creation of every task concerns us',
    [
      'lambdas/domain/task/kept-event.ts',
      'return byFallback || (isOurs && (callback ?? lostCallback ?? placeSinceMs) !== undefined);',
      'return byFallback || isOurs || [callback, lostCallback, placeSinceMs].length === 0;',
    ],
    [missed, 'of an ordinary caller’s task is no event of ours'],
  ),
  row(
    'a stranger’s SIP user brings customers back',
    ['lambdas/domain/mindful/sip-destination.ts', 'returning[0] ??', 'returning[0] ?? queues[0] ??'],
    ['test/domain/mindful/sip-destination.test.ts', 'premium'],
  ),
  row(
    'a cancelled callback is confirmed',
    ['lambdas/domain/mindful/callback-status.ts', '  if (/cancel/i.test(status)) return false;\n', ''],
    [
      'test/sampling/callback-lookups.test.ts',
      'an unconfirmed callback that Mindful is asked about stays unconfirmed when Mindful says "cancelled"',
    ],
  ),
];

const middleware: Sabotage[] = [
  row(
    'what Mindful takes counts as time of the table',
    [handler, 'tableTimeIsOver).finally(end);', 'tableTimeIsOver);'],
    ['test/middleware/table-time.test.ts', 'cancel-callback still tells the record'],
  ),
  row(
    'no margin is left for the answer',
    [handler, 'const ANSWER_MARGIN_MS = 1000;', 'const ANSWER_MARGIN_MS = 10;'],
    ['test/middleware/answer-margin.test.ts', 'leaves a second'],
  ),
  row(
    'a caller waits for ten seconds',
    [handler, '{ voice: 3000, events: 4000 }', '{ voice: 10_000, events: 4000 }'],
    ['test/middleware/answer-margin.test.ts', 'within three seconds'],
  ),
  row(
    'every webhook counts again',
    ['lambdas/middleware/request-log.ts', 'if (seenAtMs.has(signature)) return false;', ''],
    ['test/middleware/answer-margin.test.ts', 'is counted once'],
  ),
  row(
    'no signature is needed',
    [
      'lambdas/middleware/twilio/gate.ts',
      'if (!newer || !isSignedByTwilio(newer, request)) {',
      'if (newer && !isSignedByTwilio(newer, request)) {',
    ],
    [
      'test/middleware/gate.test.ts',
      'a webhook that Twilio did not sign incoming-call is refused with a signature by another token',
    ],
  ),
  row(
    'another body than the signed one',
    ['lambdas/middleware/twilio/gate.ts', 'if (!hashIsRight(event, body)) throw', 'if (body === undefined) throw'],
    [
      'test/middleware/gate.test.ts',
      'a webhook that Twilio did not sign is refused when a JSON body is not the one that was hashed',
    ],
  ),
  row(
    'the signed host is one that anybody sends',
    [
      'lambdas/middleware/twilio/gate.ts',
      'return `https://${event.requestContext.domainName}${event.rawPath}${query}`;',
      "return `https://${event.headers['host'] ?? event.requestContext.domainName}${event.rawPath}${query}`;",
    ],
    ['test/middleware/gate.test.ts', 'whatever host a request names'],
  ),
  row(
    'another account’s webhooks are taken',
    [
      'lambdas/middleware/twilio/readers.ts',
      'if (accountSid !== configuration.accountSid) throw',
      'if (accountSid === undefined) throw',
    ],
    ['test/middleware/gate.test.ts', 'a signed webhook that can not be trusted of another account is refused'],
  ),
  row(
    'any key opens Mindful’s webhook',
    ['lambdas/middleware/mindful/gate.ts', 'isAmong(await keys.read()) ||', 'true ||'],
    ['test/middleware/mindful/gate.test.ts', "Mindful's webhook is refused with another key"],
  ),
  row(
    'TwiML is sent as JSON',
    ['lambdas/middleware/answer.ts', "'content-type': 'text/xml'", "'content-type': 'application/json'"],
    ['test/middleware/safe-answer.test.ts', 'has the type that Twilio reads'],
  ),
  row(
    'a broken step answers 500',
    [
      'lambdas/middleware/answer.ts',
      'request.response = body ? respond(body) : { statusCode: 500 };',
      'request.response = { statusCode: 500 };\n      void body;',
    ],
    ['test/middleware/safe-answer.test.ts', 'still leads the caller somewhere'],
  ),
  row(
    'a webhook that cannot be checked is refused',
    [
      'lambdas/middleware/answer.ts',
      'request.response = { statusCode: 503 };',
      'request.response = { statusCode: 403 };',
    ],
    [
      'test/middleware/safe-answer.test.ts',
      'a webhook that nobody answers because its token never comes gets 503 within three seconds, so that Twilio takes the fallback URL',
    ],
  ),
];

const steps: Sabotage[] = [
  row(
    'after a failed transfer the safe answer offers again',
    [
      safe,
      "if (outcome === 'failed' || outcome === 'unknown') sendToQueue(response, webhook, { withoutOffers: true });",
      "if (outcome === 'failed' || outcome === 'unknown') sendToQueue(response, webhook);",
    ],
    ['test/middleware/safe-answer.test.ts', 'without another offer'],
  ),
  row(
    'the queue’s safe answer plays what has just broken',
    [safe, 'withTwilioMusic: needsTwilioMusic(result, attempts) });', 'withTwilioMusic: false });'],
    ['test/middleware/safe-answer.test.ts', 'Twilio’s own music'],
  ),
  row(
    'a served caller is queued by the safe answer',
    [safe, '      if (isServed(result)) return;\n', ''],
    ['test/middleware/safe-answer.test.ts', 'still leads the caller somewhere'],
  ),
  row(
    'one try too few',
    ['lambdas/steps/requeue.ts', 'const MOST_TRIES = 15;', 'const MOST_TRIES = 14;'],
    [way, 'is tried fifteen times'],
  ),
  row(
    'tries are off by one',
    ['lambdas/steps/requeue.ts', '{ again, tries: tries + 1, full', '{ again, tries: tries + 2, full'],
    [way, 'is tried fifteen times'],
  ),
  row(
    'who is queued again is offered again',
    ['lambdas/steps/requeue.ts', "withoutOffers: state.offers === 'none',", 'withoutOffers: false,'],
    [way, 'gets no offer who had none to expect'],
  ),
  row(
    'no pause between tries',
    [
      'lambdas/steps/requeue.ts',
      'document.pause({ length: Math.min(SECONDS_UNTIL_ROOM, 2 ** tries) });',
      'void document;\n  void tries;',
    ],
    [way, 'is tried fifteen times'],
  ),
  row(
    'a broken hold document is asked again for ever',
    [
      'lambdas/steps/requeue.ts',
      "return queueResult === 'error' && tries > 1;",
      'return false && queueResult === `${tries}`;',
    ],
    [way, 'own music'],
  ),
  row(
    'Mindful’s refusal is followed by another offer',
    [
      'lambdas/steps/transfer/transfer-result.ts',
      "speak(document, policy, 'transferFailed');\n    sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since });",
      "speak(document, policy, 'transferFailed');\n    sendToQueue(document, webhook, { sinceSeconds: webhook.state.since });",
    ],
    [way, 'whom Mindful did not take'],
  ),
  row(
    'who leaves the queue for another reason goes to Mindful',
    ['lambdas/steps/customer.ts', 'if (own?.callSid === callSid) return own;', 'if (own) return own;'],
    ['test/steps/left-for-mindful.test.ts', 'another call'],
  ),
  row(
    'an agent may be handed the task of a caller who is being told what comes',
    ['lambdas/steps/hold/leave-for-mindful.ts', '  sayWhatComes(document, way, queue.policy);\n', ''],
    ['test/steps/left-for-mindful.test.ts', 'while still in the queue'],
  ),
  row(
    'who has heard what comes hears it again outside the queue',
    ['lambdas/twiml/transfer.ts', 'if (transfer.toldWay !== way) sayWhatComes', 'sayWhatComes'],
    ['test/steps/left-for-mindful.test.ts', 'is dialled at once'],
  ),
  row(
    'a callback stays accepted whose caller has got an agent',
    [
      'lambdas/steps/events/task-events.ts',
      'measurements: await cameBeforeMindful(task, queue, services), once',
      'measurements: queue.name === task.queue ? [] : await cameBeforeMindful(task, queue, services), once',
    ],
    ['test/steps/events/void-acceptance.test.ts', 'nobody will call back'],
  ),
  row(
    'in half open everybody is offered a callback',
    [
      caller,
      "if (forCaller.kind === 'queue' || (await claimWay(callSid, queue, services))) return forCaller;",
      'return forCaller;',
    ],
    ['test/steps/trial.test.ts', 'one of ten'],
  ),
  row(
    'an acceptance does not claim the trial',
    [
      caller,
      'const way = await claimWay(callSid, queue, services);',
      'const way = openWay(queue, callSid) ?? queue.ways[0];',
    ],
    ['test/steps/trial.test.ts', 'from before'],
  ),
  row(
    'a yes is taken by the state of before',
    [caller, 'queueStates.readNow(known.name)', 'queueStates.read(known.name)'],
    ['test/steps/trial.test.ts', 'past every cache'],
  ),
  row(
    'a caller goes to Mindful without a record',
    [caller, "if (requested !== 'refused') return", 'if (requested) return'],
    ['test/steps/left-for-mindful.test.ts', 'twice'],
  ),
  row(
    'Mindful hears of an agent it did not ask about',
    ['lambdas/steps/events/agent-acceptance.ts', '!queue?.callTarget.agentAnswer', '!queue?.callTarget'],
    ['test/steps/events/agent-acceptance.test.ts', 'where the Call Target does not want it'],
  ),
  row(
    'Mindful hears of every agent',
    ['lambdas/steps/events/agent-acceptance.ts', 'const told = kept.isFirst ?', 'const told = kept ?'],
    ['test/steps/events/agent-acceptance.test.ts', 'once a callback'],
  ),
  row(
    'Mindful hears of an agent an hour late',
    ['lambdas/runtime/late-events.ts', 'agentAnswer: false', 'agentAnswer: queue.callTarget.agentAnswer'],
    [missed, 'Mindful is not told late'],
  ),
  row(
    'what is caught up happens now',
    ['lambdas/runtime/late-events.ts', 'nowMs: () => event.atMs, warn', 'warn'],
    [missed, 'counted at its own time'],
  ),
  row(
    'a foreign queue’s canceled task is counted',
    [
      'lambdas/steps/events/task-events.ts',
      'const queue = queueNamed(services.configuration, task.queue)?.name;',
      'const { queue } = task;',
    ],
    [events, 'of a queue that is not one of ours'],
  ),
  row(
    'a note counts from when it was heard',
    [
      'lambdas/steps/events/task-events.ts',
      'const untilMs = (task.atMs ?? nowMs) + NOTE_LASTS_MS;',
      'const untilMs = nowMs + NOTE_LASTS_MS;',
    ],
    [events, 'is counted but noted no more'],
  ),
  row(
    'who hears of an event second counts it too',
    ['lambdas/steps/events/task-events.ts', '...(isFirst ? once : [])', '...once'],
    [missed, 'twice, at two instances'],
  ),
  row(
    'an event is given up while its webhook is on the way',
    ['lambdas/sampling/missed-events.ts', 'const SETTLED_AFTER_MS = 60_000;', 'const SETTLED_AFTER_MS = 0;'],
    [missed, 'while its webhook may still be on its way'],
  ),
  row(
    'the version before is counted again',
    [
      'lambdas/sampling/missed-events.ts',
      'wholeSecond(nowMs() + BEGIN_AFTER_MS)',
      'wholeSecond(nowMs() - 10 * BEGIN_AFTER_MS)',
    ],
    [missed, 'leaves alone what the version before has counted'],
  ),
  row(
    'a list that is cut off counts as whole',
    [
      'lambdas/sampling/missed-events.ts',
      '    if (!events && windowMs > SECOND_MS) {',
      '    if (!events && windowMs < 0) {',
    ],
    [missed, 'in windows as narrow'],
  ),
  row(
    'the rest of a gap is forgotten',
    [
      'lambdas/sampling/missed-events.ts',
      'await handledEvents.noteReadUntil(workspaceSid, window.toMs);',
      'await handledEvents.noteReadUntil(workspaceSid, untilMs);',
    ],
    [missed, 'goes on in the next minute'],
  ),
  row(
    'a loss is reported after it is closed',
    ['lambdas/sampling/promised-callbacks.ts', "  countEach('CallbackLost', records, queue, services);\n", ''],
    [
      'test/sampling/lost-callbacks.test.ts',
      'three hundred callbacks that are lost in one minute are all reported first, and become one task each, as many a sample as there is time for',
    ],
  ),
  row(
    'whoever sees a loss reports it',
    [
      'lambdas/sampling/promised-callbacks.ts',
      'return records.filter((_, index) => claims[index]);',
      'return records;',
    ],
    ['test/sampling/lost-callbacks.test.ts', 'a lost callback is counted once when a second sample begins'],
  ),
  row(
    'a loss is taken from the sample that found it',
    [records, 'AND NOT movedAtMs > :free AND', 'AND'],
    [table, 'the report of a lost callback is claimed by one of several samples'],
  ),
];

const chosen = 'test/steps/chosen-language.test.ts';

const language: Sabotage[] = [
  row(
    'a chosen language is lost at the next webhook',
    ['lambdas/routes.ts', 'speaking.has(name) ? queue.chosenLanguage : undefined;', 'undefined;'],
    [chosen, 'is kept by every document of the call'],
  ),
  row(
    'a step speaks the queue’s language again',
    [handler, 'return inLanguage<QueueNow>(own, chosenLanguage, configuration);', 'return own;'],
    [chosen, 'is kept by every document of the call while the table answers'],
  ),
  row(
    'a safe answer forgets the chosen language',
    [
      'lambdas/middleware/twilio/readers.ts',
      'queue: inLanguage(queue ?? defaultQueue(configuration), state.language, configuration),',
      'queue: queue ?? defaultQueue(configuration),',
    ],
    [chosen, 'is kept by every document of the call while the table does not answer'],
  ),
  row(
    'a language that is not deployed breaks the call',
    ['lambdas/domain/queue-config.ts', ' || !Object.hasOwn(spoken, language)) return queue;', ') return queue;'],
    [chosen, 'counts as none where it is not deployed'],
  ),
  row(
    'a return call speaks the queue’s language',
    ['lambdas/steps/return/return-call.ts', "standing === 'proven' ? record?.language : undefined", 'undefined'],
    [chosen, 'is known of the customer of a return call'],
  ),
  row(
    'a key of a choice that is gone is asked for again',
    ['lambdas/steps/offer/choose-language.ts', 'if (first && !pressed &&', 'if (!pressed &&'],
    [chosen, 'nobody is asked for a language'],
  ),
];

const place: Sabotage[] = [
  row(
    'a place that has gone up is said',
    ['lambdas/steps/hold/say-place.ts', ' || (placeSaid !== undefined && place >= placeSaid)) return', ') return'],
    ['test/steps/hold/said-place.test.ts', 'is not said where it has gone up'],
  ),
  row(
    'people at home are left out of the line',
    [
      'lambdas/domain/wait/line.ts',
      'before + line.atHome.filter((accepted) => accepted < caller.sinceSeconds).length + 1',
      'before + 1',
    ],
    ['test/domain/wait/line.test.ts', 'behind who waits at home'],
  ),
  row(
    'the line is not in the order of service',
    ['lambdas/adapters/taskrouter-tasks.ts', "        Ordering: 'Priority:desc,VirtualStartTime:asc',\n", ''],
    ['test/adapters/taskrouter-tasks.test.ts', 'in the order in which agents get them'],
  ),
  row(
    'a place is said that nobody can compare with the one before',
    [
      'lambdas/steps/enqueue-caller.ts',
      'place: queue.policy.sayPlace && mayHaveHeardAPlace(how, attempts) ? 0 : undefined,',
      'place: undefined,',
    ],
    ['test/steps/hold/said-place.test.ts', 'to who is queued again'],
  ),
];

const twiml: Sabotage[] = [
  row(
    'a task never ends',
    [
      'lambdas/twiml/enqueue.ts',
      '{ priority: entry.priority, timeout: queue.policy.taskTimeoutSeconds }',
      '{ priority: entry.priority }',
    ],
    [way, 'a task that ends'],
  ),
  row(
    'a call ends with its queue',
    ['lambdas/twiml/enqueue.ts', "      action: routeUrl(origin, 'left-queue', queue, entry.actionState),\n", ''],
    [way, 'a way on when the queue ends'],
  ),
  row(
    'Mindful’s leg waits for somebody who answers',
    [
      'lambdas/twiml/transfer.ts',
      '      timeout: RING_SECONDS,',
      '      answerOnBridge: true,\n      timeout: RING_SECONDS,',
    ],
    [way, 'a leg that ends as soon as'],
  ),
  row(
    'Mindful cannot hand a caller back',
    ['lambdas/twiml/transfer.ts', "      referUrl: routeUrl(origin, 'transfer-refer', queue, state),\n", ''],
    [way, 'who left the queue for a callback'],
  ),
  row(
    'nobody hears that Mindful answered',
    [
      'lambdas/twiml/transfer.ts',
      "        statusCallback: routeUrl(origin, 'transfer-progress', queue, { left: leftAtSeconds, ...inUrl(keyedNumber) }),\n",
      '',
    ],
    [way, 'who left the queue for a callback'],
  ),
  row(
    'it rings for a minute',
    ['lambdas/twiml/transfer.ts', 'const RING_SECONDS = 20;', 'const RING_SECONDS = 60;'],
    [way, 'no longer than twenty seconds'],
  ),
  row('a key is waited for', ['lambdas/twiml/offer.ts', 'numDigits: 1, ', ''], [way, 'takes one key']),
  row('the hash key ends the question', ['lambdas/twiml/offer.ts', "finishOnKey: '', ", ''], [way, 'takes one key']),
  row(
    'a broken music URL becomes a loop',
    ['lambdas/twiml/voice-response.ts', '  document.pause({ length: 1 });\n', ''],
    [way, 'on hold comes when it is due'],
  ),
];

const stack: Sabotage[] = [
  row(
    'the voice function may take twenty seconds',
    [
      'lib/function-settings.ts',
      'voice: { memoryMegabytes: 1024, timeoutSeconds: 5 }',
      'voice: { memoryMegabytes: 1024, timeoutSeconds: 20 }',
    ],
    ['test/lib/function-limits.test.ts', 'two attempts'],
  ),
  row(
    'a sampler is not stopped before the next one',
    [
      'lib/function-settings.ts',
      'sampler: { memoryMegabytes: 512, timeoutSeconds: 30 }',
      'sampler: { memoryMegabytes: 512, timeoutSeconds: 90 }',
    ],
    ['test/lib/function-limits.test.ts', 'before the next'],
  ),
  row(
    'lost callbacks ring for expired ones',
    [
      'lib/monitoring/alarms.json',
      '"source": { "metric": "CallbackLost" }',
      '"source": { "metric": "CallbackExpired" }',
    ],
    ['test/lib/alarm-sources.test.ts', 'callbackLost'],
  ),
  row(
    'broken steps ring for refused ones',
    ['lib/monitoring/alarms.json', '"source": { "metric": "FailedOpen" }', '"source": { "metric": "WebhookRefused" }'],
    ['test/lib/alarm-sources.test.ts', 'safeAnswers'],
  ),
  row(
    'a dead schedule is silent',
    [
      'lib/monitoring/alarms.json',
      '"source": { "lambda": "sampler", "metric": "Invocations" },\n    "rings": "below",\n    "silence": "alarming",',
      '"source": { "lambda": "sampler", "metric": "Invocations" },\n    "rings": "below",',
    ],
    ['test/lib/alarm-sources.test.ts', 'scheduleDead'],
  ),
  row(
    'a missing snapshot is silent',
    [
      'lib/monitoring/alarms.json',
      '"rings": "below",\n    "threshold": "one per queue",\n    "silence": "alarming",',
      '"rings": "below",\n    "threshold": "one per queue",',
    ],
    ['test/lib/alarm-sources.test.ts', 'snapshotStale'],
  ),
  row(
    'deleting the stack deletes the promises',
    ['lib/state-table.ts', 'RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE', 'RemovalPolicy.DESTROY'],
    [
      'test/lib/state-table.test.ts',
      'the state table survives its stack and a replacement, but not a first deploy that fails',
    ],
  ),
  row(
    'the events may write records of their own',
    [
      'lib/functions.ts',
      'stateTable.grantNewRecords(this.voice);',
      'stateTable.grantNewRecords(this.voice);\n    stateTable.grantNewRecords(this.events);',
    ],
    ['test/lib/permissions.test.ts', 'lets events look up'],
  ),
];

export const sabotages: readonly Sabotage[] = [
  ...adapters,
  ...domain,
  ...middleware,
  ...steps,
  ...language,
  ...place,
  ...twiml,
  ...stack,
];
