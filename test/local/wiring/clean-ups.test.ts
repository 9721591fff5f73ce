import { describe, expect, it } from '@jest/globals';
import { CleanUps } from '../../../local/wiring/clean-ups.ts';

describe('clean-ups', () => {
  it('stop what was started last first, once, and the rest even if one fails', async () => {
    const stopped: string[] = [];
    const cleanUps = new CleanUps();
    cleanUps.add(() => void stopped.push('server'));
    cleanUps.add(async () => {
      throw new Error('the table does not stop');
    });
    cleanUps.add(async () => void stopped.push('call'));
    await expect(cleanUps.run()).rejects.toThrow('the table does not stop');
    expect(stopped).toEqual(['call', 'server']);
    await cleanUps.run();
    expect(stopped).toHaveLength(2);
  });
});
