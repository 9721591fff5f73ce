import { useEffect, useState } from 'preact/hooks';

const views = ['start', 'floor', 'calls', 'charts', 'comparison', 'agent', 'scenes', 'policy', 'phones'] as const;
export type View = (typeof views)[number];

export interface ConsolePlace {
  view: View;
  /** What of the view is looked at, such as a call's SID. */
  detail: string | undefined;
}

/** Where the page is stands in its address, so a reload or a link comes back to the same place. */
export function useRoute(): ConsolePlace {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const follow = () => setRoute(readRoute());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

export function linkTo(view: View, detail?: string): string {
  return detail === undefined ? `#${view}` : `#${view}/${detail}`;
}

function readRoute(): ConsolePlace {
  const [name, detail] = location.hash.slice(1).split('/');
  return { view: views.find((view) => view === name) ?? 'start', detail };
}
