import type { EventStream } from '../console/server/event-stream.ts';
import type { Faults } from '../faults/faults.ts';
import type { LambdaLogs } from '../gateway/lambda-logs.ts';
import type { SimulatedMindful } from '../mindful/simulated-mindful.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import type { SceneRunner } from '../scenes/scene-runner.ts';
import { type CallControls, explainCall, hangUp, listCalls, placeCall, pressDigits, refer } from './calls.ts';
import { type ClockControls, changeClock } from './clock.ts';
import { type ComparisonControls, compare } from './comparison.ts';
import { listFaults, switchFaults } from './faults.ts';
import { showHistory } from './history.ts';
import { changeMindful, showMindful } from './mindful.ts';
import { listPhones, removePhone } from './phones.ts';
import { changePolicy, showPolicy } from './policy.ts';
import { changeQueue, type QueueControls, showQueue } from './queues.ts';
import type { ControlRoute } from './router.ts';
import { listScenes, startScene, stopScene } from './scenes.ts';
import { showState } from './state.ts';

/** Everything that can be looked at and worked from outside. */
export interface Controls extends CallControls, QueueControls, ClockControls, ComparisonControls {
  mindful: SimulatedMindful;
  faults: Faults;
  logs: LambdaLogs;
  monitor: Monitor;
  /** The service's table. */
  table: { endpoint: string; name: string };
  sceneRunner: SceneRunner;
  floorEvents: EventStream;
}

/** The control API, one row each. */
export const controlRoutes: readonly ControlRoute<Controls>[] = [
  { method: 'GET', path: '/control/state', answer: (controls) => showState(controls) },
  { method: 'GET', path: '/control/dashboard', answer: ({ monitor }) => monitor.dashboard() },
  { method: 'GET', path: '/control/calls', answer: (controls) => listCalls(controls) },
  { method: 'POST', path: '/control/calls', answer: (controls, { body }) => placeCall(controls, body) },
  {
    method: 'GET',
    path: '/control/calls/{callSid}',
    answer: (controls, { parameters }) => explainCall(controls, parameters['callSid']),
  },
  {
    method: 'POST',
    path: '/control/calls/{callSid}/digits',
    answer: (controls, { parameters, body }) => pressDigits(controls, parameters['callSid'], body),
  },
  {
    method: 'POST',
    path: '/control/calls/{callSid}/hangup',
    answer: (controls, { parameters }) => hangUp(controls, parameters['callSid']),
  },
  {
    method: 'POST',
    path: '/control/calls/{callSid}/refer',
    answer: (controls, { parameters, body }) => refer(controls, parameters['callSid'], body),
  },
  {
    method: 'GET',
    path: '/control/queues/{queue}',
    answer: (controls, { parameters }) => showQueue(controls, parameters['queue']),
  },
  {
    method: 'PUT',
    path: '/control/queues/{queue}',
    answer: (controls, { parameters, body }) => changeQueue(controls, parameters['queue'], body),
  },
  {
    method: 'GET',
    path: '/control/queues/{queue}/policy',
    answer: (controls, { parameters }) => showPolicy(controls, parameters['queue']),
  },
  {
    method: 'PUT',
    path: '/control/queues/{queue}/policy',
    answer: (controls, { parameters, body }) => changePolicy(controls, parameters['queue'], body),
  },
  {
    method: 'GET',
    path: '/control/queues/{queue}/history',
    answer: ({ history }, { parameters }) => showHistory(history, parameters['queue']),
  },
  { method: 'GET', path: '/control/phones', answer: ({ phones }) => listPhones(phones) },
  {
    method: 'POST',
    path: '/control/phones/{callSid}/remove',
    answer: ({ phones }, { parameters }) => removePhone(phones, parameters['callSid']),
  },
  { method: 'GET', path: '/control/mindful', answer: ({ mindful }) => showMindful(mindful) },
  { method: 'PUT', path: '/control/mindful', answer: ({ mindful }, { body }) => changeMindful(mindful, body) },
  { method: 'GET', path: '/control/faults', answer: ({ faults }) => listFaults(faults) },
  { method: 'PUT', path: '/control/faults', answer: ({ faults }, { body }) => switchFaults(faults, body) },
  { method: 'GET', path: '/control/scenes', answer: ({ sceneRunner }) => listScenes(sceneRunner) },
  { method: 'POST', path: '/control/scenes/stop', answer: ({ sceneRunner }) => stopScene(sceneRunner) },
  {
    method: 'POST',
    path: '/control/scenes/{scene}',
    answer: ({ sceneRunner }, { parameters }) => startScene(sceneRunner, parameters['scene']),
  },
  { method: 'POST', path: '/control/comparison', answer: (controls, { body }) => compare(controls, body) },
  { method: 'POST', path: '/control/clock', answer: (controls, { body }) => changeClock(controls, body) },
  { method: 'GET', path: '/control/events', stream: ({ floorEvents }, response) => floorEvents.open(response) },
];
