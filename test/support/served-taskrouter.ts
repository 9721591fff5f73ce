import { sendAnswer } from '../../local/twilio/rest/account-server.ts';
import type { RestAnswer, RestRequest } from '../../local/twilio/rest/answers.ts';
import { readRequest, serveLocally } from '../../local/world/loopback-server.ts';

/** The simulated TaskRouter's REST API on a loopback port. */
export function serveTaskRouter(
  answer: (request: RestRequest) => RestAnswer,
): Promise<{ origin: string; stop(): Promise<void> }> {
  return serveLocally(async (incoming, response) => {
    sendAnswer(response, answer(await readRequest(incoming, 100_000)));
  });
}
