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

/** `#/floor`: without the slash it would look like a place in the page. */
export function linkTo(view: View, detail?: string): string {
  return detail === undefined ? `#/${view}` : `#/${view}/${detail}`;
}

/** A moment of a scene. */
export interface SceneMoment {
  scene: string;
  minute: number;
}

/** The moment that an address names behind the view, such as `#/floor?scene=monday-peak&minute=24`. */
export function readMoment(hash: string): SceneMoment | undefined {
  const query = new URLSearchParams(hash.split('?')[1]);
  const [scene, minute] = [query.get('scene'), query.get('minute')];
  return scene && /^\d{1,4}$/.test(minute ?? '') ? { scene, minute: Number(minute) } : undefined;
}

/** The same address with another moment, or none. */
export function withMoment(hash: string, moment: SceneMoment | undefined): string {
  const place = hash.split('?')[0] || linkTo('start');
  return moment ? `${place}?scene=${moment.scene}&minute=${moment.minute}` : place;
}

function readRoute(): ConsolePlace {
  const [name, detail] = (location.hash.replace(/^#\/?/, '').split('?')[0] ?? '').split('/');
  return { view: views.find((view) => view === name) ?? 'start', detail };
}
