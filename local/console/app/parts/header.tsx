import { useEffect, useRef } from 'preact/hooks';
import { useSection } from '../state/floor-store.ts';
import { linkTo, type View } from '../state/route.ts';
import { ClockBar } from './clock-bar.tsx';
import { SceneBar } from './scene-bar.tsx';

const tabs: readonly [View, string][] = [
  ['start', 'Start'],
  ['floor', 'Floor'],
  ['phones', 'Phones'],
  ['calls', 'Calls'],
  ['charts', 'Charts'],
  ['comparison', 'With and without'],
  ['agent', "Agent's view"],
  ['scenes', 'Scenes and faults'],
  ['policy', 'Policy'],
];

export function Header({ view }: { view: View }) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = nav.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [view]);
  const faults = useSection('faults')?.filter(({ on }) => on).length ?? 0;
  return (
    <header>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the page
      </button>
      <div class="bar">
        <h1>
          <img src="/favicon.svg" alt="" width="26" height="26" /> <span>Local contact centre</span>
        </h1>
        <ClockBar />
      </div>
      <nav aria-label="Views" ref={nav}>
        {tabs.map(([name, label]) => (
          <a key={name} href={linkTo(name)} class={`tab tab-${name}`} aria-current={view === name ? 'page' : undefined}>
            {label}
            {name === 'scenes' && faults > 0 && <span class="badge danger">{faults} on</span>}
          </a>
        ))}
      </nav>
      <SceneBar />
    </header>
  );
}
