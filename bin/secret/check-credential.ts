import type { RestCredential } from '../../lambdas/domain/twilio-credentials.ts';
import { CommandRefused } from '../command/command-refused.ts';
import { fetchAccount } from '../command/http-get.ts';

/** Asks Twilio whether the credential belongs to the account. Rejects if it does not, or if Twilio does not answer. */
export async function checkCredential(origin: string, accountSid: string, credential: RestCredential): Promise<void> {
  const { status } = await fetchAccount(origin, accountSid, credential).catch((error: Error) => {
    throw refused(`Twilio does not answer (${causeOf(error)}): check the network and run it again.`);
  });
  if (status === 401 || status === 403) {
    const what =
      credential.user === accountSid
        ? { name: 'auth token', instead: 'copy the primary token of that account' }
        : { name: 'API key', instead: 'create a standard API key in that account, and copy its SID and its secret' };
    throw refused(`Twilio refuses this ${what.name} for ${accountSid} (${status}): ${what.instead}.`);
  }
  if (status === 404) {
    throw refused(`Twilio knows no account ${accountSid}: correct accountSid in the configuration of this stage.`);
  }
  if (status !== 200) throw refused(`Twilio answered ${status}: see status.twilio.com and run it again.`);
}

function refused(why: string): CommandRefused {
  return new CommandRefused(`Nothing was stored. ${why}`);
}

/** fetch() says "fetch failed" and puts the reason into the cause. */
function causeOf({ message, cause }: Error): string {
  return cause instanceof Error ? cause.message : message;
}
