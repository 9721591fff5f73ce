import { useEffect, useState } from 'preact/hooks';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import type { CallDetail } from './call-detail.ts';

const EVERY_MS = 700;

/** The call, read again while something may still happen to it. */
export function useCall(callSid: string): CallDetail | undefined {
  const [call, setCall] = useState<CallDetail>();
  const listed = useSection('calls')?.latest.find((entry) => entry.callSid === callSid);
  const isOver =
    call?.where === 'ended' &&
    call.outcome !== 'at-home' &&
    (listed === undefined || listed.webhooks === call.webhooks.length);
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const answer = await askControl<CallDetail>('GET', `calls/${callSid}`);
      if (!isGone && answer) setCall(answer);
    };
    void read();
    const timer = isOver ? undefined : setInterval(() => void read(), EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [callSid, isOver]);
  return call;
}
