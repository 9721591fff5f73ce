import { writtenConfiguration } from './builders.ts';

const widget = { organizationId: 'example', widgetId: 'widget-support' };

/** One queue as an operator would write it, with Mindful's widget and whatever else differs. */
export function queueWithMindful({ policy = {}, callTarget = {} }: { policy?: object; callTarget?: object } = {}) {
  const written = writtenConfiguration({ inQueueOffer: { atMost: 0 }, ...policy });
  const [queue] = written.queues;
  if (!queue) throw new Error('no queue');
  return { ...written, queues: [{ ...queue, callTarget: { ...queue.callTarget, widget, ...callTarget } }] };
}
