import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { type Census, countForged, countGenuine, emptyCensus } from './census.ts';

/*
 * `npm run test:gate`: 100,000 genuine webhooks, of which none may be refused, and a million forged ones, of which none may have
 * another effect than the genuine one that it was made of. Blocks of them are shared among processes; their numbers decide what they are.
 */

const GENUINE = 100_000;
const FORGED = 1_000_000;
const BLOCK = 10_000;

const [part, parts] = process.argv.slice(2).map(Number);
if (part !== undefined && parts !== undefined) await countPart(part, parts);
else await countAll();

async function countPart(own: number, all: number): Promise<void> {
  const census = emptyCensus();
  for (let block = own; block * BLOCK < GENUINE; block += all) await countGenuine(census, block * BLOCK, BLOCK);
  for (let block = own; block * BLOCK < FORGED; block += all) await countForged(census, block * BLOCK, BLOCK);
  process.send?.(census);
}

async function countAll(): Promise<void> {
  const count = availableParallelism();
  const running = Array.from({ length: count }, async (_, own) => {
    const child = fork(import.meta.filename, [String(own), String(count)]);
    const ended = once(child, 'exit');
    const sent = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
    await ended;
    if (!sent) throw new Error(`part ${own} ended without an answer`);
    return sent[0] as Census;
  });
  const whole = (await Promise.all(running)).reduce(added);
  report(whole);
  process.exitCode = whole.refused.length + whole.harmful.length > 0 || whole.genuine !== GENUINE ? 1 : 0;
}

function added(one: Census, other: Census): Census {
  for (const [kind, { tried, letIn }] of Object.entries(other.forged)) {
    one.forged[kind] ??= { tried: 0, letIn: 0 };
    one.forged[kind].tried += tried;
    one.forged[kind].letIn += letIn;
  }
  for (const [how, times] of Object.entries(other.readOtherwise))
    one.readOtherwise[how] = (one.readOtherwise[how] ?? 0) + times;
  return {
    ...one,
    genuine: one.genuine + other.genuine,
    bySha256: one.bySha256 + other.bySha256,
    repeating: one.repeating + other.repeating,
    refused: [...one.refused, ...other.refused],
    harmful: [...one.harmful, ...other.harmful],
  };
}

function report({ genuine, bySha256, repeating, refused, forged, readOtherwise, harmful }: Census): void {
  console.log(
    `${genuine} genuine, ${bySha256} of them by SHA-256, ${repeating} with a parameter sent several times: ${refused.length} refused`,
  );
  for (const one of refused.slice(0, 20)) console.log(`  ${one}`);
  const total = Object.values(forged).reduce((sum, { tried }) => sum + tried, 0);
  console.log(`${total} forged: ${harmful.length} with another effect than the genuine one`);
  for (const [kind, { tried, letIn }] of Object.entries(forged).sort())
    console.log(`  ${kind}: ${letIn} of ${tried} let in`);
  console.log(
    'of those let in, read otherwise, with no other effect (docs/decisions/0007-a-genuine-call-before-a-suspicion.md):',
  );
  for (const [how, times] of Object.entries(readOtherwise).sort()) console.log(`  ${how}: ${times}`);
  for (const one of harmful.slice(0, 20)) console.log(`  HARMFUL ${one}`);
}
