import { contentsOf } from '../simulated-account.ts';
import type { LiveStack, Step, World } from './world.ts';

type Row = Record<string, unknown>;

const everyRow = ({ rows }: World): Row[] => Object.values(rows.contents()).flat();
const isLed = (row: Row, { apiUrl }: LiveStack) => JSON.stringify(row).includes(`${apiUrl}/`);

/** The numbers that lead to a stack. */
function numbersOf(world: World, stack: LiveStack): string[] {
  const led = everyRow(world).filter((row) => row['phone_number'] !== undefined && isLed(row, stack));
  return led.map((row) => String(row['phone_number']));
}

/** What bears a stage's name, and what Twilio tells it: addresses, SIP domain, events. */
function namedOf(world: World, { stage, apiUrl }: LiveStack): string {
  const name = `callback-${stage}`;
  const named = everyRow(world).filter((row) => row['friendly_name'] === name || row['description'] === name);
  const events = everyRow(world).filter((row) => String(row['event_callback_url']).startsWith(`${apiUrl}/`));
  return JSON.stringify([...named, ...events]);
}

function wantedNumbers({ configuration }: LiveStack): string[] {
  return configuration.queues.flatMap(({ numbers, returnNumbers }) => [...numbers, ...returnNumbers]);
}

export interface Taken {
  step: Exclude<Step, 'override'>;
  before: World;
  world: World;
  stack: LiveStack;
  refusals: readonly string[];
}

/** What a step did that it must not do, or did not do that it must. */
export function wrongsOf({ step, before, world, stack, refusals }: Taken): string[] {
  const wrongs: string[] = [];
  const others = [...before.live.values()].filter(({ apiUrl }) => apiUrl !== stack.apiUrl);
  for (const other of others) {
    const kept = numbersOf(world, other);
    const mayGo = step === 'take over' ? wantedNumbers(stack) : [];
    const lost = numbersOf(before, other).filter((number) => !kept.includes(number) && !mayGo.includes(number));
    if (lost.length > 0) wrongs.push(`${other.stage} lost ${lost}`);
    if (other.stage !== stack.stage && namedOf(before, other) !== namedOf(world, other))
      wrongs.push(`what is named after ${other.stage} changed`);
  }
  if (refusals.length > 0) {
    if (step === 'destroy') wrongs.push(`cannot be destroyed: ${refusals}`);
    if (JSON.stringify(before.rows.contents()) !== JSON.stringify(world.rows.contents()))
      wrongs.push('refused, and yet something changed');
    const inTheWay = wantedNumbers(stack).filter((number) => !isFree(before, number) && !isOwn(before, number, stack));
    const hasNamesake = others.some(({ stage }) => stage === stack.stage);
    if (inTheWay.length === 0 && !hasNamesake) wrongs.push(`refused without a reason: ${refusals}`);
    return wrongs;
  }
  if (step === 'destroy') {
    if (everyRow(world).some((row) => isLed(row, stack))) wrongs.push('something leads to the API that is gone');
    return wrongs;
  }
  const led = numbersOf(world, stack);
  const missing = wantedNumbers(stack).filter((number) => !led.includes(number));
  if (missing.length > 0) wrongs.push(`deployed, and ${missing} lead elsewhere`);
  for (const route of ['/sip', '/task-events']) {
    if (!everyRow(world).some((row) => JSON.stringify(row).includes(`${stack.apiUrl}${route}`)))
      wrongs.push(`deployed, and nothing leads to ${route}`);
  }
  return wrongs;
}

function urlOf(world: World, number: string): string {
  return String(everyRow(world).find((row) => row['phone_number'] === number)?.['voice_url']);
}

const isFree = (world: World, number: string) => urlOf(world, number).startsWith('https://demo.twilio.com/');
const isOwn = (world: World, number: string, { apiUrl }: LiveStack) => urlOf(world, number).startsWith(`${apiUrl}/`);

/** Everything that what comes next can depend on; addresses and tables count by their stack. */
export function stateOf(world: World): string {
  const stacks = [...world.live].map(([key, { configuration, memory, apiUrl }]) => {
    const items = [...memory.items.values()].map(({ name, kind, settings }) => ({ name, kind, settings })).sort(byText);
    return { key, apiUrl, configuration: JSON.stringify(configuration).length, items };
  });
  let text = JSON.stringify([contentsOf(world.rows), stacks]);
  const addresses = [...new Set(text.match(/(api|fallback)-\d+\.example\.com/g) ?? [])];
  for (const [index, address] of addresses.entries()) text = text.replaceAll(address, `<${index}>`);
  return text;
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
