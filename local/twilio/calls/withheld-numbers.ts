/** Words that Twilio passes on as the number of somebody who keeps theirs back. */
export const withheldWords = ['anonymous', 'restricted', 'blocked', 'unknown', 'unavailable', 'private'] as const;
