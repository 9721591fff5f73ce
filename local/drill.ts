import { readConfiguration } from '../config/read-configuration.ts';
import { type Drill, drillNames, readDrillCommandLine, usage } from './drill/command-line.ts';
import { conductDrill } from './drill/conduct-drill.ts';

/** `npm run drill -- FAULT`: one fault at a peak, the alarm as it would arrive, and time to find the cause. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const line = readDrillCommandLine(args);
  if (line.kind === 'help') return console.log(`${usage}\nFaults: ${drillNames.join(', ')}`);
  if (line.kind === 'wrong') return refuse(line.problem);
  const reading = readConfiguration('config/example.json');
  if (!reading.ok) return refuse(...reading.problems);
  try {
    const wasFindable = await conductDrill(line.drill satisfies Drill, reading.configuration, console.log);
    if (wasFindable || !args.includes('lot')) return;
    console.log('\nAnother one is drawn.');
    return main();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    refuse(`Port ${line.drill.port} is in use: choose another one with --port N, or any free one with --port 0.`);
  }
}

function refuse(...lines: string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}

await main();
process.exit();
