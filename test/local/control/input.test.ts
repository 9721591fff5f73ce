import { describe, expect, it } from '@jest/globals';
import {
  BadInput,
  number,
  oneOf,
  orNull,
  readFields,
  readFieldsWith,
  text,
  trueOrFalse,
  wholeNumber,
} from '../../../local/control/input.ts';

const readers = {
  agents: wholeNumber(0, 500),
  share: number(0, 1),
  wait: orNull(wholeNumber(0, 60)),
  mode: oneOf(['normal', 'busy']),
  from: text(/^\+\d+$/, 'Write a number such as "+14155550123".'),
  on: trueOrFalse,
};

function refused(body: unknown): { problem: string; instead: string } {
  try {
    readFields(body, readers);
  } catch (error) {
    if (error instanceof BadInput) return { problem: error.message, instead: error.instead };
    throw error;
  }
  throw new Error(`${JSON.stringify(body)} was not refused`);
}

describe('the fields of a control request', () => {
  it.each([
    {},
    { agents: 0, share: 0, wait: 0, mode: 'normal', from: '+1', on: false },
    { agents: 500, share: 1, wait: 60, mode: 'busy', from: '+123', on: true },
    { share: 0.5, wait: null },
  ])('are returned as they are: %j', (body) => {
    expect(readFields(body, readers)).toEqual(body);
  });

  it.each([
    [{ agents: 501 }, 'Write a whole number from 0 to 500.'],
    [{ agents: -1 }, 'Write a whole number from 0 to 500.'],
    [{ agents: 1.5 }, 'Write a whole number from 0 to 500.'],
    [{ agents: '3' }, 'Write a whole number from 0 to 500.'],
    [{ agents: null }, 'Write a whole number from 0 to 500.'],
    [{ share: 1.01 }, 'Write a number from 0 to 1.'],
    [{ wait: 61 }, 'Write a whole number from 0 to 60, or null.'],
    [{ mode: 'lazy' }, 'Write one of: normal, busy.'],
    [{ from: '14155550123' }, 'Write a number such as "+14155550123".'],
    [{ from: 14155550123 }, 'Write a number such as "+14155550123".'],
    [{ on: 'true' }, 'Write true or false.'],
    [{ unknown: 1 }, 'Use one of: agents, share, wait, mode, from, on.'],
    [{ toString: 1 }, 'Use one of: agents, share, wait, mode, from, on.'],
    [[], 'Send an object with some of these fields: agents, share, wait, mode, from, on.'],
    ['text', 'Send an object with some of these fields: agents, share, wait, mode, from, on.'],
    [null, 'Send an object with some of these fields: agents, share, wait, mode, from, on.'],
  ])('are refused with what to write instead: %j', (body, instead) => {
    expect(refused(body).instead).toBe(instead);
  });

  it('are named when refused', () => {
    expect(refused({ agents: 501 }).problem).toBe('"agents" is 501.');
    expect(refused({ unknown: 1 }).problem).toBe('There is no field "unknown".');
  });

  it('may be required', () => {
    expect(readFieldsWith({ from: '+1' }, readers, ['from'])).toEqual({ from: '+1' });
    expect(() => readFieldsWith({}, readers, ['from'])).toThrow('The field "from" is missing.');
  });
});
