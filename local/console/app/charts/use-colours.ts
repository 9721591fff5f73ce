import { useEffect, useState } from 'preact/hooks';

/** The style sheet's colours as a canvas needs them, anew when light turns dark. */
export function useColours() {
  const [isDark, setDark] = useState(() => darkness().matches);
  useEffect(() => {
    const query = darkness();
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { isDark, muted: of('--muted'), line: of('--line'), font: '12px system-ui, sans-serif', of };
}

function darkness(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}
