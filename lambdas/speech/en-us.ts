import type { Quote } from '../domain/quote.ts';
import type { Sentences } from './sentences.ts';

export const englishUs: Sentences = {
  wait,
  offer: (quote) =>
    `The wait for an agent is ${wait(quote)}. To keep your place and be called back, press 1. To hold, press 2 or stay on the line.`,
  inQueueOffer: (quote) =>
    `Instead of holding, you can be called back in ${wait(quote)}. To be called back, press 1. To keep holding, stay on the line.`,
  registered: (quote) => `We will call you back in ${wait(quote)}. Thank you for calling. Goodbye.`,
  openCallback: (quote) =>
    `We will call you back ${quote ? `in ${wait(quote)}` : 'at any moment'}. To keep that and hang up, press 1. To cancel it and hold for an agent, press 2. To hold and keep it, stay on the line.`,
  wrongKey: 'Sorry, that key is not one of the choices.',
  transferring: 'Thank you. One moment, please.',
  transferFailed: 'Sorry, we could not arrange a callback. You are in line for the next agent.',
  callbackPending:
    'We have already arranged to call you back, and we will. If you prefer, stay on the line for the next agent.',
  registering: 'One moment, please. We are arranging your callback.',
  stillRegistering: 'One moment more, please.',
  numberRefused: 'Sorry, we cannot call this number back. You are in line for the next agent.',
  noCallbacksNow: 'Sorry, no callback can be arranged at the moment. You are in line for the next agent.',
  callbackKept: 'Your callback stands. Thank you for calling. Goodbye.',
  callbackCancelled: 'Your callback is cancelled. You are in line for the next agent.',
  callbackStands: 'Sorry, we could not cancel your callback, and it stands. You are in line for the next agent.',
  goodbye: 'Thank you for calling. Goodbye.',
  holding: 'Please hold for the next agent.',
  returnHolding: 'Thank you for your patience. You will be connected to the next agent.',
  closed: 'Thank you for calling. We are closed at the moment. Please call again during our opening hours. Goodbye.',
  queueFull: 'All lines are taken at the moment. Please hold.',
  turnedAway: 'We are sorry, all lines are still taken. Please call again later. Goodbye.',
};

function wait(quote: Quote): string {
  switch (quote.kind) {
    case 'about':
      return `about ${duration(quote.minutes)}`;
    case 'between':
      return `between ${duration(quote.fromMinutes)} and ${duration(quote.toMinutes)}`;
    case 'more-than':
      return `more than ${duration(quote.minutes)}`;
  }
}

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 && count(hours, 'hour'), rest > 0 && count(rest, 'minute')];
  return parts.filter(Boolean).join(' and ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
