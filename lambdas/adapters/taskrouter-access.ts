export interface TaskRouterAccess {
  /** `https://taskrouter.twilio.com`, or a loopback origin. */
  origin: string;
  accountSid: string;
  authToken(): Promise<string>;
  timeoutMs: number;
}

export async function authorizationOf({ accountSid, authToken }: TaskRouterAccess): Promise<string> {
  return `Basic ${btoa(`${accountSid}:${await authToken()}`)}`;
}
