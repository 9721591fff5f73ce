/**
 * Names one wait of a call in the note that its task is gone. A call that was queued again waits with another task, and what
 * happened to the one before says nothing about it.
 */
export function waitOfCall(callSid: string, queuedAgain: number): string {
  return queuedAgain === 0 ? callSid : `${callSid}#${queuedAgain}`;
}
