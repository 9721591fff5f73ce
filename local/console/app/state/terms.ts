import { useEffect, useState } from 'preact/hooks';

/** Where the browser remembers it. */
const KEY = 'engineers-terms';

const listeners = new Set<(isOn: boolean) => void>();

/** Whether webhooks, TwiML and names of the code are shown beside plain words, and the switch for it. */
export function useEngineersTerms(): [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEY) !== null);
  useEffect(() => {
    listeners.add(setOn);
    return () => void listeners.delete(setOn);
  }, []);
  return [isOn, switchTerms];
}

function switchTerms(isOn: boolean): void {
  if (isOn) localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
  for (const listener of listeners) listener(isOn);
}
