import type { EventStream } from '../console/server/event-stream.ts';
import type { Faults } from '../faults/faults.ts';
import type { LambdaLogs } from '../gateway/lambda-logs.ts';
import type { SimulatedMindful } from '../mindful/simulated-mindful.ts';
import type { Monitor } from '../monitoring/monitor.ts';
import type { SceneRunner } from '../scenes/scene-runner.ts';
import type { CallControls } from './calls.ts';
import type { ClockControls } from './clock.ts';
import type { ComparisonControls } from './comparison.ts';
import type { QueueControls } from './queues.ts';

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
