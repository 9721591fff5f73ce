import type { BehaviourName } from '../../mindful/settings.ts';
import type { QueueConditions } from '../floors/queue-floor.ts';

/** How long the callers of a scene hold on average before they hang up. */
export const patienceSeconds = 600;

export interface SceneStep {
  /** Virtual minutes after the beginning. */
  atMinute: number;
  /** What is going on from now on, in plain words. */
  says: string;
  /** Of the first queue; the others have half the calls and half the agents. */
  conditions?: Partial<QueueConditions>;
  mindful?: BehaviourName;
}

export interface Scene {
  title: string;
  description: string;
  /** Virtual seconds per real second. */
  speed: number;
  minutes: number;
  steps: readonly SceneStep[];
}

const peak: QueueConditions = { agents: 6, handleSeconds: 240, callsPerMinute: 1.2, acceptShare: 0.6 };

/** Each sets everything it needs and runs by itself. A new scene is one entry. */
export const scenes = {
  'monday-peak': {
    title: 'Monday morning peak',
    description: 'Six agents, and for half an hour half as many calls again as they can take.',
    speed: 20,
    minutes: 70,
    steps: [
      { atMinute: 0, says: 'The phones begin to ring.', conditions: peak, mindful: 'normal' },
      { atMinute: 5, says: 'The peak: more calls than six agents can take.', conditions: { callsPerMinute: 2.3 } },
      { atMinute: 35, says: 'The peak is over; the queue drains.', conditions: { callsPerMinute: 0.8 } },
    ],
  },
  'ten-minute-wait': {
    title: 'A ten-minute wait',
    description: 'Two agents, and many people call at nine. Who calls six minutes later holds for about ten minutes.',
    speed: 20,
    minutes: 45,
    steps: [
      {
        atMinute: 0,
        says: 'Everybody calls at once.',
        conditions: { agents: 2, handleSeconds: 300, callsPerMinute: 4, acceptShare: 0 },
        mindful: 'normal',
      },
      {
        atMinute: 2,
        says: 'The lines are full; some more call.',
        conditions: { callsPerMinute: 0.4, acceptShare: 0.6 },
      },
    ],
  },
  'quiet-day': {
    title: 'A quiet day',
    description: 'Two agents and a call every five minutes: nobody waits, so nobody is offered a callback.',
    speed: 30,
    minutes: 60,
    steps: [
      {
        atMinute: 0,
        says: 'Two agents wait for calls.',
        conditions: { agents: 2, handleSeconds: 180, callsPerMinute: 0.2, acceptShare: 0.6 },
        mindful: 'normal',
      },
    ],
  },
  'half-ill': {
    title: 'Half the team is ill',
    description: 'An ordinary day for eight agents, until four of them go home.',
    speed: 20,
    minutes: 75,
    steps: [
      {
        atMinute: 0,
        says: 'Eight agents, enough for everybody.',
        conditions: { agents: 8, handleSeconds: 240, callsPerMinute: 1.6, acceptShare: 0.6 },
        mindful: 'normal',
      },
      { atMinute: 12, says: 'Four agents have gone home; the calls keep coming.', conditions: { agents: 4 } },
      { atMinute: 50, says: 'Stand-ins have arrived.', conditions: { agents: 8 } },
    ],
  },
  'mindful-outage': {
    title: 'Mindful is out at the peak',
    description: 'At the height of the peak Mindful stops answering. Callers who accept come back to the queue.',
    speed: 20,
    minutes: 70,
    steps: [
      { atMinute: 0, says: 'The phones begin to ring.', conditions: peak, mindful: 'normal' },
      { atMinute: 8, says: 'The peak: more calls than six agents can take.', conditions: { callsPerMinute: 2.3 } },
      { atMinute: 20, says: 'Mindful does not answer any more.', mindful: 'unreachable' },
      {
        atMinute: 35,
        says: 'Mindful is back; the peak is over.',
        conditions: { callsPerMinute: 0.8 },
        mindful: 'normal',
      },
    ],
  },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

export const sceneNames = Object.keys(scenes) as SceneName[];
