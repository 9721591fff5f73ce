import { describe, expect, it } from '@jest/globals';
import { DecisionLog } from '../../../../local/console/server/decision-log.ts';
import { snapshot } from '../../../support/builders.ts';

const line = (callSid: string, more: object = {}) => ({
  atMs: 1,
  function: 'voice',
  line: { route: 'incoming-call', queue: 'support', callSid, _aws: {}, ...more },
});

describe('the log of decisions', () => {
  it('keeps what was logged about a call, with what the table said then', async () => {
    const log = new DecisionLog(async () => ({ snapshot: snapshot(300) }));
    log.note(line('CA1', { decision: 'ask' }));
    await Promise.resolve();
    expect(log.of('CA1')).toEqual([
      {
        atMs: 1,
        route: 'incoming-call',
        line: { route: 'incoming-call', queue: 'support', callSid: 'CA1', decision: 'ask' },
        inputs: { snapshot: snapshot(300) },
      },
    ]);
    expect(log.of('CA2')).toEqual([]);
  });

  it('says so when the table could not be read', async () => {
    const log = new DecisionLog(() => Promise.reject(new Error('down')));
    log.note(line('CA1', { because: 'wait-unknown' }));
    await new Promise(setImmediate);
    expect(log.of('CA1')).toMatchObject([{ inputs: null }]);
  });

  it('reads nothing where nothing was decided, and minds no other lines', () => {
    const log = new DecisionLog(() => {
      throw new Error('nobody should ask');
    });
    log.note(line('CA1'));
    log.note({ atMs: 1, function: 'voice', line: 'Task timed out' });
    expect(log.of('CA1')).toHaveLength(1);
    expect(log.of('CA1')[0]).not.toHaveProperty('inputs');
  });

  it('remembers 400 calls and forgets the oldest', () => {
    const log = new DecisionLog(async () => ({}));
    for (let call = 0; call <= 400; call += 1) log.note(line(`CA${call}`));
    expect(log.of('CA0')).toEqual([]);
    expect(log.of('CA1')).toHaveLength(1);
    expect(log.of('CA400')).toHaveLength(1);
  });
});
