/** What Twilio passes on as the number of a caller with a withheld number. */
export const withheldWords = ['anonymous', 'restricted', 'blocked', 'unknown', 'unavailable', 'private'] as const;
