import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './console.css';
import { App } from './app.tsx';
import { connect } from './state/floor-store.ts';

/** After so long without news the page says that it has none. */
const PATIENCE_MS = 1000;

const root = document.getElementById('app');
if (root) {
  let isShown = false;
  // With the first news and not before, so that nothing on the page moves when they come.
  const show = () => {
    if (!isShown) render(<App />, root);
    isShown = true;
  };
  connect(show);
  setTimeout(show, PATIENCE_MS);
}
