import type { SceneRunner } from '../../world/scenes/scene-runner.ts';
import { sceneNames, scenes } from '../../world/scenes/scenes.ts';
import { BadInput } from './input.ts';

/** Every scene, and the one that was started last. */
export function listScenes(runner: SceneRunner) {
  return {
    scenes: sceneNames.map((name) => {
      const { title, description, minutes } = scenes[name];
      return { name, title, description, minutes };
    }),
    running: runner.running,
  };
}

export async function startScene(runner: SceneRunner, wanted: string) {
  const name = sceneNames.find((candidate) => candidate === wanted);
  if (!name) throw new BadInput(`There is no scene "${wanted}".`, `Use one of: ${sceneNames.join(', ')}.`, 404);
  await runner.start(name);
  return listScenes(runner);
}

export function stopScene(runner: SceneRunner) {
  runner.stop();
  return listScenes(runner);
}
