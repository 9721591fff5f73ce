/** The credentials that the simulated Mindful expects; the service reads them from its secret. */
export const mindfulCredentials = {
  webhookKey: 'local-mindful-webhook-key',
  widgetToken: 'local-widget-token',
  clientId: 'local-client',
  clientSecret: 'local-client-secret',
};
