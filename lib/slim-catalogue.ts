import type { Plugin } from 'esbuild';
import { metricCatalogue, metricNamespace } from '../lambdas/metric-catalogue.ts';

/** Bundles of the metric catalogue what a function needs to count: sentences for people would only lengthen its cold start. */
export const slimCatalogue: Plugin = {
  name: 'slim-catalogue',
  setup(build) {
    const names = new Map<string, string[]>();
    for (const [name, { unit, dimensions }] of Object.entries(metricCatalogue)) {
      const kind = JSON.stringify({ unit, dimensions });
      names.set(kind, [...(names.get(kind) ?? []), name]);
    }
    const entries = [...names].map(
      ([kind, alike]) => `...${JSON.stringify(alike.join(' '))}.split(' ').map(n => [n, ${kind}])`,
    );
    const contents = `export const metricNamespace = ${JSON.stringify(metricNamespace)};
      export const metricCatalogue = Object.fromEntries([${entries.join()}]);`;
    build.onLoad({ filter: /lambdas[\\/]metric-catalogue\.ts$/ }, () => ({ contents, loader: 'js' }));
  },
};
