import { useState } from 'preact/hooks';

/** Runs one thing at a time and tells whether it is still going on. */
export function usePending(): [boolean, (work: () => Promise<unknown>) => void] {
  const [isPending, setPending] = useState(false);
  const run = (work: () => Promise<unknown>) => {
    if (isPending) return;
    setPending(true);
    void work().finally(() => setPending(false));
  };
  return [isPending, run];
}
