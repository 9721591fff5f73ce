import type { LambdaLogs } from '../../aws/lambda/lambda-logs.ts';
import type { Monitor } from '../../aws/metrics/monitor.ts';
import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import type { SimulatedCredentials } from '../../twilio/simulated-credentials.ts';
import type { Faults } from '../../world/faults/faults.ts';
import type { SceneRunner } from '../../world/scenes/scene-runner.ts';
import type { EventStream } from '../server/event-stream.ts';
import type { CallControls } from './calls.ts';
import type { ClockControls } from './clock.ts';
import type { ComparisonControls } from './comparison.ts';
import type { LogControls } from './questions.ts';
import type { QueueControls } from './queues.ts';

/** Everything that the control API can read and change. */
export interface Controls extends CallControls, QueueControls, ClockControls, ComparisonControls, LogControls {
  mindful: SimulatedMindful;
  faults: Faults;
  /** What Twilio signs its webhooks with. */
  credentials: SimulatedCredentials;
  logs: LambdaLogs;
  monitor: Monitor;
  /** The service's table. */
  table: { endpoint: string; name: string };
  sceneRunner: SceneRunner;
  /** Of the time of day that the console shows. */
  timeZone: string;
  floorEvents: EventStream;
}
