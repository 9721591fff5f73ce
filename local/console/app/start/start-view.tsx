import { FloorView } from '../floor/floor-view.tsx';
import { StartCard } from './start-card.tsx';

/** What somebody sees who comes for the first time. */
export function StartView() {
  return (
    <>
      <StartCard />
      <FloorView />
    </>
  );
}
