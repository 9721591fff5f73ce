import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import {
  BadInput,
  booleanField,
  numberField,
  oneOfField,
  optional,
  readFields,
  textField,
  wholeNumberField,
} from '../../../../local/console/control/input.ts';

const fields = optional({
  agents: wholeNumberField(0, 500),
  share: numberField(0, 1),
  wait: v.nullable(wholeNumberField(0, 60)),
  mode: oneOfField(['normal', 'busy']),
  from: textField(/^\+\d+$/, 'Write a number such as "+14155550123".'),
  on: booleanField,
});

async function refused(body: object): Promise<unknown> {
  try {
    readFields(body, fields);
  } catch (error) {
    if (error instanceof BadInput) return error.getResponse().json();
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
    expect(readFields(body, fields)).toEqual(body);
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
  ])('are refused with what to write instead: %j', async (body, instead) => {
    expect(await refused(body)).toMatchObject({ do: instead });
  });

  it('are named when refused', async () => {
    expect(await refused({ agents: 501 })).toMatchObject({ error: '"agents" is 501.' });
    expect(await refused({ unknown: 1 })).toMatchObject({ error: 'There is no field "unknown".' });
  });

  it('may be required', () => {
    const required = { from: textField(/^\+\d+$/, 'Write a number.') };
    expect(readFields({ from: '+1' }, required)).toEqual({ from: '+1' });
    expect(() => readFields({}, required)).toThrow('The field "from" is missing.');
  });
});
