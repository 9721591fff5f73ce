import { behaviourDescriptions } from '../../mindful/settings.ts';
import type { Controls } from '../control/controls.ts';
import { listFaults } from '../control/faults.ts';
import { listScenes } from '../control/scenes.ts';
import type { CallsSection, FloorState } from '../wire.ts';
import { callSections } from './call-sections.ts';
import { EventStream } from './event-stream.ts';
import { queueSection } from './floor-sections.ts';
import type { QueueStateWatch } from './queue-state-watch.ts';

type FloorSources = Omit<Controls, 'floorEvents'>;

/** Only the latest calls are listed. */
const CALLS_LISTED = 60;

/** The stream of everything that the page shows. */
export function openFloorEvents(controls: FloorSources, watch: QueueStateWatch): EventStream {
  return new EventStream(() => ({ ...floorState(controls, watch) }));
}

function floorState(controls: FloorSources, watch: QueueStateWatch): FloorState {
  const { clock, liveClock, floors, phones, mindful, faults, sceneRunner, history, timeZone } = controls;
  return {
    clock: { nowMs: clock.nowMs(), speed: liveClock.speed, isHeldBack: liveClock.isHeldBack, timeZone },
    queues: [...floors.values()].map((floor) => queueSection(controls, floor, watch.current(floor.queue.name))),
    phones: phones.sections(),
    calls: callsSection(controls),
    faults: listFaults(faults),
    mindful: {
      behaviour: mindful.settings.behaviour,
      behaviours: Object.entries(behaviourDescriptions).map(([name, description]) => ({ name, description })),
    },
    scene: listScenes(sceneRunner),
    history: history.version,
  };
}

function callsSection({ twilio, mindful }: FloorSources): CallsSection {
  const calls = twilio.list();
  return {
    live: calls.filter(({ where }) => where !== 'ended').length,
    total: calls.length,
    latest: callSections(calls.slice(-CALLS_LISTED).reverse(), mindful.callbacks()),
  };
}
