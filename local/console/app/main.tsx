import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './console.css';
import { App } from './app.tsx';
import { connect } from './state/floor-store.ts';

const root = document.getElementById('app');
if (root) {
  connect();
  render(<App />, root);
}
