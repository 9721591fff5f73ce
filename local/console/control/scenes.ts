import type { SceneRunner } from '../../world/scenes/scene-runner.ts';
import { sceneNames, scenes } from '../../world/scenes/scenes.ts';
import { BadInput, optional, readFields, wholeNumberField } from './input.ts';

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

/** `{"fromMinute": 20}` plays the first twenty minutes at once. */
export async function startScene(runner: SceneRunner, wanted: string, body: object) {
  const name = sceneNames.find((candidate) => candidate === wanted);
  if (!name) throw new BadInput(`There is no scene "${wanted}".`, `Use one of: ${sceneNames.join(', ')}.`, 404);
  const { fromMinute } = readFields(body, optional({ fromMinute: wholeNumberField(0, scenes[name].minutes) }));
  await runner.start(name, fromMinute);
  return listScenes(runner);
}

export function stopScene(runner: SceneRunner) {
  runner.stop();
  return listScenes(runner);
}
