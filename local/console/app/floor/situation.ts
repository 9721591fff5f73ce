import type { Quote } from '../../../../lambdas/domain/quote.ts';
import type { QueueSection } from '../../wire.ts';
import { counted, reasonInWords } from '../state/words.ts';

type Queue = Pick<QueueSection, 'name' | 'counts' | 'agents' | 'offer' | 'quote'>;

/** What is going on now, for somebody who sees the floor for the first time. */
export function situationInWords(queues: readonly Queue[]): string {
  const sum = (of: (queue: Queue) => number) => queues.reduce((total, queue) => total + of(queue), 0);
  const people = peopleInWords(
    sum(({ counts }) => counts.waiting),
    sum(({ counts }) => counts.atHome),
  );
  const open = queues.filter(({ offer }) => offer !== 'closed');
  const agents = agentsInWords((open.length > 0 ? open : queues).flatMap((queue) => queue.agents));
  return [`${people}, and ${agents}.`, ...queues.map(offerInWords)].filter((sentence) => sentence !== '').join(' ');
}

function peopleInWords(holding: number, atHome: number): string {
  const home = atHome === 0 ? '' : `${atHome === 1 ? 'one waits' : `${atHome} wait`} at home for a callback`;
  if (holding === 0) return home === '' ? 'Nobody waits' : `Nobody holds, ${home}`;
  const hold = `${counted(holding, 'caller')} ${holding === 1 ? 'holds' : 'hold'}`;
  return home === '' ? hold : `${hold}, ${home}`;
}

function agentsInWords(agents: QueueSection['agents']): string {
  const free = agents.filter(({ state }) => state === 'free').length;
  if (agents.length === 0) return 'no agent is on shift';
  if (free === 0) return `${agents.length === 1 ? 'the only agent is' : `all ${agents.length} agents are`} busy`;
  return `${free} of ${counted(agents.length, 'agent')} ${free === 1 ? 'is' : 'are'} free`;
}

function offerInWords({ name, offer, quote }: Queue): string {
  const queue = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
  if (offer === null) return '';
  if (offer === 'closed') return `${queue} is closed.`;
  if (offer === 'transfer') return `${queue}: Mindful makes the next caller its own offer.`;
  if (offer !== 'ask') return `${queue}: the next caller is offered no callback, because ${reasonInWords(offer)}.`;
  const told = quote ? `told ${quoteInWords(quote)} and ` : '';
  return `${queue}: the next caller is ${told}offered a callback.`;
}

/** As the languages have it. */
export function quoteInWords(quote: Quote): string {
  switch (quote.kind) {
    case 'about':
      return `about ${counted(quote.minutes, 'minute')}`;
    case 'between':
      return `between ${quote.fromMinutes} and ${quote.toMinutes} minutes`;
    case 'more-than':
      return `more than ${counted(quote.minutes, 'minute')}`;
  }
}
