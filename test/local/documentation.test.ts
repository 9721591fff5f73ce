import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { controlApi, pathsOf } from '../../local/console/control/control-api.ts';
import type { Controls } from '../../local/console/control/controls.ts';
import { defaultAuthToken } from '../../local/contact-centre.ts';
import { behaviourDescriptions, defaultMindfulSettings, encodings } from '../../local/mindful/settings.ts';
import { faultNames } from '../../local/world/faults/faults.ts';
import { defaultConditions } from '../../local/world/floors/queue-floor.ts';

describe('docs/local.md', () => {
  const page = readFileSync(new URL('../../docs/local.md', import.meta.url), 'utf8');
  const patterns = [...page.matchAll(/`([a-z0-9-]+-\*|\*-[a-z0-9-]+)`/g)].map(
    ([, pattern = '']) => new RegExp(`^${pattern.replace('*', '[a-z0-9-]+')}$`),
  );
  const manners = patterns.filter((pattern) => pattern.source.startsWith('^['));
  /** By its whole name; or by a pattern, an upstream's fault by two: whose it is, and what it does. */
  const isNamed = (name: string) =>
    page.includes(`\`${name}\``) ||
    (/^(dynamodb|secrets|taskrouter|mindful)-/.test(name)
      ? manners.some((pattern) => pattern.test(name))
      : patterns.some((pattern) => pattern.test(name)));

  it.each([
    ['path of the control API', pathsOf(controlApi({} as Controls))],
    ['fault', faultNames],
    ['behaviour of Mindful', Object.keys(behaviourDescriptions)],
    ['encoding of the returned number', Object.keys(encodings)],
    ['setting of Mindful', Object.keys(defaultMindfulSettings)],
    ['setting of a queue', [...Object.keys(defaultConditions), 'waitSeconds']],
    ['default', [defaultAuthToken]],
  ])('names every %s', (_, names) => {
    expect(names.filter((name) => !isNamed(name))).toEqual([]);
  });
});
