/** Everything the stack (or the local contact centre) hands to a function; everything else travels in the bundle. */
export interface Environment {
  TABLE_NAME: string;
  /** Secret with Twilio's credentials: what signs its webhooks and what authorises requests to it. */
  TWILIO_SECRET_NAME: string;
  /** Of the configured region, `https://taskrouter.twilio.com` in US1; or the local contact centre. */
  TASKROUTER_ORIGIN: string;
  /** Secret with Mindful's credentials, which may be absent: webhook key, widget token, API client. */
  MINDFUL_SECRET_NAME: string;
  /** `https://{organizationId}.{host}`, filled in from each widget; or the local contact centre. */
  MINDFUL_SCHEDULER_ORIGIN: string;
  /** `https://api.getmindful.com`, or the local contact centre. */
  MINDFUL_API_ORIGIN: string;
  /** `https://auth.getmindful.com`, or the local contact centre. */
  MINDFUL_AUTH_ORIGIN: string;
  /** Dimension of every metric, so that stages do not mix. */
  STAGE: string;
}

export const environmentNames = [
  'TABLE_NAME',
  'TWILIO_SECRET_NAME',
  'TASKROUTER_ORIGIN',
  'MINDFUL_SECRET_NAME',
  'MINDFUL_SCHEDULER_ORIGIN',
  'MINDFUL_API_ORIGIN',
  'MINDFUL_AUTH_ORIGIN',
  'STAGE',
] as const satisfies readonly (keyof Environment)[];

/** Throws with the names of all missing variables at once. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const missing = environmentNames.filter((name) => !variables[name]);
  if (missing.length > 0) throw new Error(`environment variables missing: ${missing.join(', ')}`);
  return Object.fromEntries(environmentNames.map((name) => [name, variables[name]])) as unknown as Environment;
}
