import { parseArgs } from 'node:util';
import { type BehaviourName, behaviourDescriptions } from '../mindful/settings.ts';
import { type FaultName, faultDescriptions } from '../world/faults/faults.ts';

export const usage = `Rehearses a fault on this machine: prints the alarm as it would arrive, and at the end what was wrong.

  npm run drill -- FAULT [options]

  FAULT       a fault or behaviour of Mindful's from docs/local.md, or "lot": one drawn by lot
  --port N    HTTP port of the console and the control API (default 3000; 0 takes any free one)
  --help      this text, and every fault
`;

/** What goes wrong: something of the world, or Mindful's behaviour. */
export type Wrong = { fault: FaultName } | { behaviour: BehaviourName };

export interface Drill {
  name: string;
  wrong: Wrong;
  description: string;
  port: number;
}

const faults = faultDescriptions.map(({ name, description }) => ({ name, description, wrong: { fault: name } }));
const behaviours = (Object.keys(behaviourDescriptions) as BehaviourName[])
  .filter((name) => name !== 'normal')
  .map((name) => ({ name, description: behaviourDescriptions[name], wrong: { behaviour: name } }));
const all: readonly Omit<Drill, 'port'>[] = [...faults, ...behaviours];

export const drillNames = all.map(({ name }) => name);

export type DrillCommandLine = { kind: 'drill'; drill: Drill } | { kind: 'help' } | { kind: 'wrong'; problem: string };

export function readDrillCommandLine(args: string[], random: () => number = Math.random): DrillCommandLine {
  const see = 'See npm run drill -- --help.';
  const parsed = parse(args);
  if ('problem' in parsed) return { kind: 'wrong', problem: `${parsed.problem} ${see}` };
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  const [name, tooMuch] = positionals;
  if (name === undefined) return { kind: 'wrong', problem: `Which fault? Write its name, or "lot". ${see}` };
  if (tooMuch !== undefined) return { kind: 'wrong', problem: `One fault at a time: "${tooMuch}" is too much. ${see}` };
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    return { kind: 'wrong', problem: `--port ${values.port}: write a whole number from 0 to 65535.` };
  }
  const chosen = name === 'lot' ? all[Math.floor(random() * all.length)] : all.find((one) => one.name === name);
  if (!chosen) return { kind: 'wrong', problem: `There is no fault "${name}". ${see}` };
  return { kind: 'drill', drill: { ...chosen, port: Number(values.port) } };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { port: { type: 'string', default: '3000' }, help: { type: 'boolean', default: false } },
    });
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
