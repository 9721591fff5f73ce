import { useEffect, useState } from 'preact/hooks';

/** Something went wrong: what, and what to do about it. */
export interface Notice {
  id: number;
  error: string;
  advice: string;
}

const MOST_SHOWN = 3;

let notices: readonly Notice[] = [];
let made = 0;
const listeners = new Set<(notices: readonly Notice[]) => void>();

/** The same problem again replaces the one that is shown. */
export function showNotice(error: string, advice: string): void {
  made += 1;
  const others = notices.filter((notice) => notice.error !== error);
  change([...others, { id: made, error, advice }].slice(-MOST_SHOWN));
}

export function dismissNotice(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  const [shown, setShown] = useState(notices);
  useEffect(() => {
    listeners.add(setShown);
    return () => void listeners.delete(setShown);
  }, []);
  return shown;
}

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener(notices);
}
