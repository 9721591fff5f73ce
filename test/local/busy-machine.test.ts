import { expect, it } from '@jest/globals';
import { LambdaLogs } from '../../local/aws/lambda/lambda-logs.ts';
import { sayWhenBusy } from '../../local/busy-machine.ts';
import { Faults } from '../../local/world/faults/faults.ts';

const late = JSON.stringify({ route: 'offer-reply', problem: 'TimeoutError: the table did not answer within 900 ms' });

function terminal() {
  const logs = new LambdaLogs(() => 0);
  const faults = new Faults();
  const said: string[] = [];
  sayWhenBusy({ logs, faults }, (line) => void said.push(line));
  return { logs, faults, said };
}

it('a deadline that this machine missed is told once, with the webhook that met it', () => {
  const { logs, said } = terminal();
  logs.add('voice', late);
  logs.add('voice', late);
  expect(said).toEqual([
    'This machine was too busy for offer-reply (the table did not answer within 900 ms): the caller was led on as when ' +
      'the table is slow. Deadlines are real here. Try again when it has less to do.',
  ]);
});

it('nothing is said of what a fault does, of other problems, and of lines that are not JSON', () => {
  const { logs, faults, said } = terminal();
  logs.add('voice', '{"route":"hold","problem":"Error: Mindful answered 500"}');
  logs.add('voice', '"Task timed out"\nTask timed out\nnull');
  faults.set('dynamodb-hang', true);
  logs.add('voice', late);
  expect(said).toEqual([]);
});
