import type { CallRecord } from '../twilio/calls/call.ts';

/** A call as lines: what the caller did and heard, and in between what Twilio asked and was answered. */
export function tellCall(call: CallRecord): string[] {
  const heard = call.transcript.map(({ atMs, order, kind, text }) => ({ atMs, order, line: `${kind}: ${text}` }));
  const asked = call.webhooks.map(({ atMs, order, url, status, durationMs }) => {
    const { pathname, search } = new URL(url);
    return {
      atMs,
      order,
      line: `        webhook ${pathname}${search} -> ${status ?? 'no answer'} in ${Math.round(durationMs)} ms`,
    };
  });
  const lines = [...heard, ...asked]
    .sort((one, other) => one.order - other.order)
    .filter(({ line }, index, all) => !isMoreMusic(line) || !isMoreMusic(all[index - 1]?.line));
  return [
    `  ${call.from} calls ${call.to}`,
    ...lines.map(({ atMs, line }) => `    ${clockTime(atMs - call.startedAtMs)}  ${line}`),
    ...call.faults.map((fault) => `    fault: ${fault}`),
  ];
}

/** A long hold is the same three lines again and again; one of them is enough. */
function isMoreMusic(line = ''): boolean {
  return /^plays:|^pauses:|webhook .*\/(return-)?hold\?/.test(line);
}

function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, ' ')}:${String(seconds % 60).padStart(2, '0')}`;
}
