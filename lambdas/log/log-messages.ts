/** What a log line says when something is not as usual. Codes never change their meaning: people search and alarm by them. */
export interface LogMessage {
  code: string;
  level: 'info' | 'warning' | 'error';
  text: string;
}

/**
 * Every message, once. CB1xx: the caller noticed nothing, or little. CB2xx: a webhook was refused or got its safe answer.
 * CB3xx: sampling. CB4xx: somebody changed a queue by hand. Each has its heading in docs/operations.md.
 */
export const logMessages = {
  tableUnreachable: warning('CB101', 'the table did not answer; decided without it'),
  refusalNotNoted: warning('CB102', 'a failed transfer could not be noted'),
  returnUnknown: warning('CB103', 'the callback record of a return call is out of reach'),
  choiceNotNoted: warning('CB104', 'a choice to hold could not be noted'),
  recoveryNotNoted: warning('CB105', 'a transfer that worked again could not be noted'),
  lostTaskNotMade: warning('CB106', 'no task could be made of a lost callback; the next sample tries again'),
  callbackStatusUnknown: warning('CB107', 'Mindful did not say whether a callback stands'),
  lossNotClosed: warning('CB108', 'a reported loss could not be closed; it may be reported again'),
  placeNotKept: warning('CB109', 'a place in line could not be kept'),
  leftTaskNotEnded: warning('CB110', 'the task of a caller who left for a callback could not be ended'),
  agentAnswerNotTold: warning('CB111', 'Mindful could not be told that an agent is on the line'),
  unknownCallbackStatus: warning(
    'CB112',
    'Mindful names a status of a callback that is not known; it counts as registered',
  ),
  transferNotNoted: warning('CB113', 'a transfer that Mindful has taken could not be noted'),
  lostTaskNotTakenBack: warning('CB115', 'the task to call a customer who has come back could not be taken back'),
  secretNotRefreshed: warning('CB119', 'a secret could not be read anew; what was known of it still holds'),

  notSigned: warning('CB201', 'not signed'),
  wrongBodyHash: warning('CB202', 'the hash of the body is wrong'),
  wrongSignature: warning('CB203', 'the signature is wrong'),
  anotherAccount: warning('CB204', 'another account'),
  noSuchRoute: warning('CB205', 'no such route'),
  repeatedParameter: warning('CB206', 'a parameter is repeated'),
  bodyTooLarge: warning('CB207', 'the body is too large'),
  tooManyParameters: warning('CB208', 'too many parameters'),
  wrongContentType: warning('CB209', 'neither a form nor JSON'),
  notAnObject: warning('CB210', 'the body is not a JSON object'),
  safeAnswer: error('CB211', 'the step broke or ran late; the caller got the safe answer'),
  unverifiable: error('CB212', 'the signature could not be checked; Twilio takes the fallback URL'),
  wrongKey: warning('CB213', 'the key of the webhook is wrong'),
  ambiguousParameters: warning('CB214', 'the parameters could be read in more than one way'),

  notSampled: error('CB301', 'a queue could not be sampled'),
  noStatistics: warning('CB302', 'TaskRouter gave no usable statistics; the wait is unknown'),
  promisesNotKept: error('CB303', "a queue's open callbacks could not be looked after; the next sample tries again"),
  lostTasksLeft: warning('CB304', 'a sample had no time for every lost callback; the next one goes on'),

  operatorSet: info('CB401', 'the policy was overridden by hand'),
  operatorCleared: info('CB402', 'an override by hand was taken back'),
  operatorExpired: info('CB403', 'an override by hand ended by itself'),
} as const satisfies Record<string, LogMessage>;

export type LogMessageName = keyof typeof logMessages;

function info(code: string, text: string): LogMessage {
  return { code, level: 'info', text };
}

function warning(code: string, text: string): LogMessage {
  return { code, level: 'warning', text };
}

function error(code: string, text: string): LogMessage {
  return { code, level: 'error', text };
}
