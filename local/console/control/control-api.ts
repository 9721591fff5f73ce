import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { explainCall, hangUp, listCalls, placeCall, pressDigits, refer } from './calls.ts';
import { changeClock } from './clock.ts';
import { planComparison } from './comparison.ts';
import { answerComparison } from './comparison-answer.ts';
import type { Controls } from './controls.ts';
import { listFaults, switchFaults } from './faults.ts';
import { showHistory } from './history.ts';
import { readObject } from './input.ts';
import { changeMindful, showMindful } from './mindful.ts';
import { FILE_LIMIT_BYTES, readOwnCalls } from './own-calls.ts';
import { removePhone } from './phones.ts';
import { changePolicy, showPolicy } from './policy.ts';
import { askLog } from './questions.ts';
import { changeQueue, showQueue } from './queues.ts';
import { listScenes, startScene, stopScene } from './scenes.ts';
import { showState } from './state.ts';
import { changeSigning, showSigning } from './twilio.ts';

type Api = Hono<{ Bindings: HttpBindings }>;

/** The control API: JSON in and out. */
export function controlApi(controls: Controls): Api {
  const { mindful, faults, phones, sceneRunner, credentials } = controls;
  const api = bareApi();
  api.get('/state', async (c) => c.json(await showState(controls)));
  api.get('/dashboard', (c) => c.json(controls.monitor.dashboard()));
  api.get('/metrics', (c) => c.json(controls.monitor.hourly()));
  api.get('/questions/:question', (c) => c.text(askLog(controls, c.req.param('question'), c.req.query('call'))));
  api.get('/calls', (c) => c.json(listCalls(controls)));
  api.post('/calls', async (c) => c.json(await placeCall(controls, await readObject(c))));
  api.get('/calls/:callSid', (c) => c.json(explainCall(controls, c.req.param('callSid'))));
  api.post('/calls/:callSid/digits', async (c) =>
    c.json(await pressDigits(controls, c.req.param('callSid'), await readObject(c))),
  );
  api.post('/calls/:callSid/hangup', async (c) => c.json(await hangUp(controls, c.req.param('callSid'))));
  api.post('/calls/:callSid/refer', async (c) =>
    c.json(await refer(controls, c.req.param('callSid'), await readObject(c))),
  );
  api.get('/queues/:queue', async (c) => c.json(await showQueue(controls, c.req.param('queue'))));
  api.put('/queues/:queue', async (c) =>
    c.json(await changeQueue(controls, c.req.param('queue'), await readObject(c))),
  );
  api.get('/queues/:queue/policy', async (c) => c.json(await showPolicy(controls, c.req.param('queue'))));
  api.put('/queues/:queue/policy', async (c) =>
    c.json(await changePolicy(controls, c.req.param('queue'), await readObject(c))),
  );
  api.get('/queues/:queue/history', (c) => c.json(showHistory(controls.history, c.req.param('queue'))));
  api.get('/phones', (c) => c.json(phones.sections()));
  api.post('/phones/:callSid/remove', (c) => c.json(removePhone(phones, c.req.param('callSid'))));
  api.get('/mindful', (c) => c.json(showMindful(mindful)));
  api.put('/mindful', async (c) => c.json(changeMindful(mindful, await readObject(c))));
  api.get('/twilio', (c) => c.json(showSigning(credentials)));
  api.put('/twilio', async (c) => c.json(changeSigning(credentials, await readObject(c))));
  api.get('/faults', (c) => c.json(listFaults(faults)));
  api.put('/faults', async (c) => c.json(switchFaults(faults, await readObject(c))));
  api.get('/scenes', (c) => c.json(listScenes(sceneRunner)));
  api.post('/scenes/stop', (c) => c.json(stopScene(sceneRunner)));
  api.post('/scenes/:scene', async (c) =>
    c.json(await startScene(sceneRunner, c.req.param('scene'), await readObject(c))),
  );
  api.post('/comparison', async (c) =>
    answerComparison(c, await planComparison(controls, await readObject(c, FILE_LIMIT_BYTES))),
  );
  api.post('/own-calls', async (c) => c.json(readOwnCalls(controls, await readObject(c, FILE_LIMIT_BYTES))));
  api.post('/clock', async (c) => c.json(await changeClock(controls, await readObject(c))));
  api.get('/events', (c) => controls.floorEvents.open(c));
  return api;
}

/** Without paths yet: how everything that cannot be answered is refused. */
export function bareApi(): Api {
  const api = new Hono<{ Bindings: HttpBindings }>().basePath('/control');
  const noPath = (c: Context, status: 404 | 405) => {
    const error = `There is no ${c.req.method} ${c.req.path} here.`;
    return c.json({ error, do: 'Use one of these paths.', paths: pathsOf(api) }, status);
  };
  api.notFound((c) => noPath(c, 404));
  api.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const advice = 'See GET /control/state and GET /control/faults for what is broken.';
    return c.json({ error: error.message, do: advice }, 500);
  });
  api.use(methodNotAllowed({ app: api, onMethodNotAllowed: (c) => noPath(c, 405) }));
  return api;
}

/** What can be asked, such as `GET /control/calls/{callSid}`. */
export function pathsOf({ routes }: Api): string[] {
  const endpoints = routes.filter(({ method }) => method !== 'ALL');
  return endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
}
