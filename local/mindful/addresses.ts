/**
 * Where Mindful's signalling comes from; Twilio's SIP domain lets nobody else in.
 * https://www.twilio.com/docs/flex/admin-guide/integrations/mindful
 */
export const mindfulAddresses = ['54.165.17.177', '54.145.183.157', '54.87.8.161', '3.223.253.119'] as const;
