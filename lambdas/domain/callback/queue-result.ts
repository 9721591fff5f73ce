/** Twilio's QueueResults of callers whose call is over or who have had their agent. https://www.twilio.com/docs/voice/twiml/enqueue */
export const servedResults = ['bridged', 'bridging-in-process', 'hangup', 'redirected', 'redirected-from-bridged'];

/** Whether nothing is left to do for a caller who is out of the queue. A result that we don't know never says so. */
export function isServed(queueResult: string): boolean {
  return servedResults.includes(queueResult);
}
