import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defaultAuthToken } from '../../local/contact-centre.ts';
import { controlApi, pathsOf } from '../../local/control/control-api.ts';
import type { Controls } from '../../local/control/controls.ts';
import { faultNames } from '../../local/faults/faults.ts';
import { defaultConditions } from '../../local/floors/queue-floor.ts';
import { behaviourDescriptions, defaultMindfulSettings, encodings } from '../../local/mindful/settings.ts';

describe('docs/local.md', () => {
  const page = readFileSync(new URL('../../docs/local.md', import.meta.url), 'utf8');

  it.each([
    ['path of the control API', pathsOf(controlApi({} as Controls))],
    ['fault', faultNames],
    ['behaviour of Mindful', Object.keys(behaviourDescriptions)],
    ['encoding of the returned number', Object.keys(encodings)],
    ['setting of Mindful', Object.keys(defaultMindfulSettings)],
    ['setting of a queue', [...Object.keys(defaultConditions), 'waitSeconds']],
    ['default', [defaultAuthToken]],
  ])('names every %s', (_, names) => {
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
