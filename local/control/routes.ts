import type { Faults } from '../faults.ts';
import type { LambdaLogs } from '../gateway/lambda-logs.ts';
import type { SimulatedMindful } from '../mindful/simulated-mindful.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import { type CallControls, hangUp, listCalls, placeCall, pressDigits, refer, showCall } from './calls.ts';
import { type ClockControls, changeClock } from './clock.ts';
import { listFaults, switchFaults } from './faults.ts';
import { changeMindful, showMindful } from './mindful.ts';
import { changeQueue, type QueueControls, showQueue } from './queues.ts';
import type { ControlRoute } from './router.ts';
import { showState } from './state.ts';

/** Everything that can be looked at and worked from outside. */
export interface Controls extends CallControls, QueueControls, ClockControls {
  mindful: SimulatedMindful;
  faults: Faults;
  logs: LambdaLogs;
  monitor: Monitor;
  /** The service's table. */
  table: { endpoint: string; name: string };
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
    answer: (controls, { parameters }) => showCall(controls, parameters['callSid']),
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
  { method: 'GET', path: '/control/mindful', answer: ({ mindful }) => showMindful(mindful) },
  { method: 'PUT', path: '/control/mindful', answer: ({ mindful }, { body }) => changeMindful(mindful, body) },
  { method: 'GET', path: '/control/faults', answer: ({ faults }) => listFaults(faults) },
  { method: 'PUT', path: '/control/faults', answer: ({ faults }, { body }) => switchFaults(faults, body) },
  { method: 'POST', path: '/control/clock', answer: (controls, { body }) => changeClock(controls, body) },
];
