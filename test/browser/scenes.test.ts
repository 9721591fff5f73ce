import { describe, expect, it } from '@jest/globals';
import { type Scene, type SceneName, sceneNames, scenes } from '../../local/world/scenes/scenes.ts';
import { useConsole } from './support/console.ts';

describe('a scene', () => {
  const open = useConsole();

  it.each(sceneNames.map((name): [SceneName] => [name]))(
    'plays from beginning to end: %s',
    async (name) => {
      const console = open();
      const { page, centre } = console;
      const scene: Scene = scenes[name];
      await console.show('scenes');
      await page.getByRole('button', { name: `Play ${scene.title}` }).click();
      await page
        .getByRole('progressbar', { name: `Progress of the scene ${scene.title}` })
        .waitFor({ timeout: 120_000 });
      await centre.ask('POST', 'clock', { speed: 0 });
      for (const { says } of scene.steps) {
        await console.waitsFor(page.getByRole('status').getByText(says), { withinSeconds: 3600, stepSeconds: 120 });
      }
      const isOver = page.getByText('The scene is over; everything goes on as it is.');
      await console.waitsFor(isOver, { withinSeconds: 3600, stepSeconds: 300 });
      expect(console.errors).toEqual([]);
    },
    240_000,
  );

  it('has left charts and a floor that the comparison can play again', async () => {
    const console = open();
    const { page } = console;
    await console.show('charts');
    await page.getByText('Estimated and actual wait').waitFor();
    await page
      .getByText(/^Quotes kept/)
      .first()
      .waitFor();
    await console.show('comparison');
    await page.getByLabel('Arrivals').selectOption('recorded');
    await page.getByRole('button', { name: 'Compare' }).click();
    const results = page.getByRole('region', { name: 'Results' });
    await results.getByRole('row', { name: /^Average hold \d/ }).waitFor();
    await results.getByRole('heading', { name: 'Hung up' }).waitFor();
    await results
      .getByText(/longest hold/)
      .first()
      .waitFor();
    expect(console.errors).toEqual([]);
  });
});
