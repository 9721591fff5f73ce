import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { Controls } from '../console/control/controls.ts';
import type { PolicyControls } from '../console/control/policy.ts';
import { DecisionLog } from '../console/server/decision-log.ts';
import type { EventStream } from '../console/server/event-stream.ts';
import { openFloorEvents } from '../console/server/floor-events.ts';
import { History } from '../console/server/history.ts';
import { houseTimeZone, nextMondayMorning } from '../console/server/opening-monday.ts';
import { Phones } from '../console/server/phones.ts';
import { QueueStateWatch } from '../console/server/queue-state-watch.ts';
import { SceneTally } from '../console/server/scene-tally.ts';
import type { CallRecord } from '../twilio/calls/call.ts';
import { SceneRunner } from '../world/scenes/scene-runner.ts';
import type { CleanUps } from './clean-ups.ts';
import type { RunningTwilio } from './start-twilio.ts';

export interface RunningConsole {
  phones: Phones;
  decisions: DecisionLog;
  history: History;
  sceneRunner: SceneRunner;
  /** Of the time of day that the console shows. */
  timeZone: string;
  floorEvents: EventStream;
}

export type StartConsoleOptions = Omit<Controls, keyof RunningConsole> & {
  configuration: Configuration;
  policies: PolicyControls['policies'];
  taskRouterEvents: RunningTwilio['events'];
  cleanUps: CleanUps;
  listenToCalls(listener: (call: CallRecord) => void): void;
};

/** What the console adds to the contact centre: phones used by hand, each decision with its reason, and the past. */
export function startConsole(options: StartConsoleOptions): RunningConsole {
  const readState = (queue: string) => options.policies.readNow(queue);
  const watch = new QueueStateWatch(readState);
  const phones = createPhones(options);
  options.liveClock.holdBackWhile(() => phones.awaitPerson());
  // Time waits for what the table says, so that it is what was known at that moment.
  const decisions = new DecisionLog((queue) => options.clock.track(readState(queue)));
  const history = createHistory(options, watch);
  options.logs.listen((entry) => decisions.note(entry));
  const timeZone = houseTimeZone(options.configuration.queues);
  const tally = createTally(options);
  const beginsAtMs = (nowMs: number) => nextMondayMorning(nowMs, timeZone);
  const sceneRunner = new SceneRunner({ ...options, beginsAtMs, tally });
  const parts = { phones, decisions, history, sceneRunner, timeZone };
  return { ...parts, floorEvents: openFloorEvents({ ...options, ...parts }, watch) };
}

function createPhones({ twilio, mindful, configuration: { queues } }: StartConsoleOptions): Phones {
  return new Phones({
    twilio,
    callbacks: () => mindful.callbacks(),
    queueOf: (number) => queues.find(({ numbers }) => numbers.includes(number))?.name,
    headerNames: [...new Set(queues.map(({ callTarget }) => callTarget.headerName))],
  });
}

function createTally({ clock, twilio, logs, listenToCalls }: StartConsoleOptions): SceneTally {
  const tally = new SceneTally({ clock, twilio });
  logs.listen((entry) => tally.noteLog(entry));
  listenToCalls((call) => tally.noteCall(call));
  return tally;
}

function createHistory(options: StartConsoleOptions, watch: QueueStateWatch): History {
  const { clock, floors, mindful, logs, taskRouterEvents } = options;
  const history = new History({
    clock,
    queues: [...floors.keys()],
    look: (queue) => ({
      waiting: floors.get(queue)?.waiting() ?? 0,
      atHome: mindful.waitingAtHome(queue),
      estimateSeconds: watch.current(queue)?.snapshot?.wait?.quoteSeconds ?? null,
    }),
  });
  logs.listen((entry) => history.noteLog(entry));
  taskRouterEvents.listen((event) => history.noteEvent(event));
  history.start();
  return history;
}
