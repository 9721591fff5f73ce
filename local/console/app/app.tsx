import type { FunctionComponent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { AgentView } from './agent/agent-view.tsx';
import { CallsView } from './calls/calls-view.tsx';
import { ChartsView } from './charts/charts-view.tsx';
import { ComparisonView } from './comparison/comparison-view.tsx';
import { PolicyView } from './controls/policy-view.tsx';
import { ScenesView } from './controls/scenes-view.tsx';
import { FloorView } from './floor/floor-view.tsx';
import { ConnectionBanner } from './parts/connection-banner.tsx';
import { Header } from './parts/header.tsx';
import { Notices } from './parts/notices.tsx';
import { SceneAddress } from './parts/scene-address.tsx';
import { TermsSwitch } from './parts/terms-switch.tsx';
import { PhoneDock } from './phones/phone-dock.tsx';
import { StartView } from './start/start-view.tsx';
import { useRoute, type View } from './state/route.ts';

const pages: Record<View, FunctionComponent<{ detail: string | undefined }>> = {
  start: StartView,
  floor: FloorView,
  calls: CallsView,
  charts: ChartsView,
  comparison: ComparisonView,
  agent: AgentView,
  scenes: ScenesView,
  policy: PolicyView,
  phones: PhonesView,
};

/** Where there is room the phones stand beside the floor. */
function PhonesView() {
  return (
    <>
      <h2 class="hidden">Phones</h2>
      <div class="wide-only">
        <FloorView />
      </div>
    </>
  );
}

/** The header stays in sight, so the focus must not scroll the heading under it. */
function showFromTheTop(main: HTMLElement | null): void {
  main?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

export function App() {
  const place = useRoute();
  const { view, detail } = place;
  const main = useRef<HTMLElement>(null);
  const previous = useRef(view);
  useEffect(() => {
    if (previous.current !== view) showFromTheTop(main.current);
    previous.current = view;
  }, [view]);
  const Page = pages[view];
  return (
    <>
      <Header view={view} />
      <SceneAddress place={place} />
      <ConnectionBanner />
      <div class={`layout ${view === 'phones' ? 'layout-phones' : ''}`}>
        <main id="main" ref={main} tabIndex={-1}>
          <Page detail={detail} />
          <TermsSwitch />
        </main>
        <PhoneDock />
      </div>
      <Notices />
    </>
  );
}
