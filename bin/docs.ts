import { readFileSync, writeFileSync } from 'node:fs';
import { withCatalogues } from '../lib/monitoring/runbook.ts';

const runbook = new URL('../docs/operations.md', import.meta.url);
writeFileSync(runbook, withCatalogues(readFileSync(runbook, 'utf8')));
