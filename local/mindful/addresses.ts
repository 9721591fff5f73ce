/**
 * The addresses of Mindful's signalling; Twilio's SIP domain accepts calls from no others.
 * https://www.twilio.com/docs/flex/admin-guide/integrations/mindful
 */
export const mindfulAddresses = ['54.165.17.177', '54.145.183.157', '54.87.8.161', '3.223.253.119'] as const;
