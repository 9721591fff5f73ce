import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isKey } from './keypad.tsx';

/** Digits typed anywhere in the element are keys pressed; without `press` they are not. */
export function useKeyboardKeys(press: ((key: string) => void) | undefined): RefObject<HTMLElement> {
  const element = useRef<HTMLElement>(null);
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!latest.current || event.ctrlKey || event.metaKey || event.altKey || !isKey(event.key)) return;
      event.preventDefault();
      latest.current(event.key);
    };
    const target = element.current;
    target?.addEventListener('keydown', onKeyDown);
    return () => target?.removeEventListener('keydown', onKeyDown);
  }, []);
  return element;
}
