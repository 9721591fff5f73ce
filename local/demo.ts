import { readConfiguration } from '../config/read-configuration.ts';
import { sayWhenBusy } from './busy-machine.ts';
import { type ContactCentre, startContactCentre } from './contact-centre.ts';
import { Actor } from './demo/actor.ts';
import { type Scenario, scenarios } from './demo/scenarios.ts';
import { tellCall } from './demo/story.ts';

/** `npm run demo`: plays every scenario and exits with 1 if a call ends elsewhere than it should. */
const reading = readConfiguration('config/example.json');
if (!reading.ok) throw new Error(reading.problems.join('\n'));
const centre = await startContactCentre({ configuration: reading.configuration });
sayWhenBusy(centre);
try {
  let wrong = 0;
  for (const scenario of scenarios) wrong += await play(scenario, centre);
  console.log(wrong === 0 ? '\nEvery call ended where it should.' : `\n${wrong} ended elsewhere than they should.`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  await centre.stop();
}

async function play({ title, play: perform }: Scenario, stage: ContactCentre): Promise<number> {
  const actor = new Actor(stage);
  console.log(`\n${title}\n${'-'.repeat(title.length)}`);
  try {
    const endings = await perform(actor);
    for (const call of actor.calls) console.log(tellCall(call).join('\n'));
    for (const { call, should, holds } of endings)
      console.log(`  ${holds ? 'ok  ' : 'WRONG'} ${call.from} should ${should}`);
    return endings.filter(({ holds }) => !holds).length;
  } catch (error) {
    for (const call of actor.calls) console.log(tellCall(call).join('\n'));
    console.log(`  WRONG ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}
