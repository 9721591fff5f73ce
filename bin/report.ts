import { writeFileSync } from 'node:fs';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { CommandRefused } from './command/command-refused.ts';
import { configurationOf } from './command/stage-configuration.ts';
import { monthNamed } from './report/month.ts';
import { reportPage } from './report/page.ts';

const DEFAULT_URL = 'http://localhost:3000';

await runCommand(
  {
    script: 'report',
    summary: "Writes a month on one page, for managers: an HTML file with pictures, from CloudWatch's metrics alone.",
    forms: ['--month YYYY-MM --stage NAME', '--month YYYY-MM --local [URL]'],
    options: {
      month: { value: 'YYYY-MM', help: 'the month to report on, in UTC (default: the last one that is over)' },
      out: { value: 'FILE', help: 'where to write the page (default callback-STAGE-MONTH.html)' },
      stage: stageOption,
      local: { ...localOption, value: '[URL]', help: `a contact centre on this machine (default ${DEFAULT_URL})` },
    },
  },
  async ({ stage, options, words: [word] }) => {
    if (word !== undefined) throw new CommandRefused(`"${word}" is not expected here. See npm run report -- --help.`);
    const month = monthNamed(options.month, Date.now());
    if (!month) throw new CommandRefused(`--month ${options.month}: write a year and a month, such as 2026-11.`);
    const configuration = configurationOf(stage);
    const { localMetrics } = await import('./report/local-metrics.ts');
    const { cloudWatchMetrics } = await import('./report/cloudwatch-metrics.ts');
    const hours = options.local ? await localMetrics(options.local, month) : await cloudWatchMetrics(stage, month);
    const file = options.out ?? `callback-${options.local ? 'local' : stage}-${month.name}.html`;
    writeFileSync(file, reportPage({ configuration, month, hours, name: options.local ? 'local' : stage }));
    console.log(`Written: ${file}`);
    return true;
  },
  process.argv
    .slice(2)
    .flatMap((arg, index, all) =>
      arg === '--local' && !/^https?:/.test(all[index + 1] ?? '') ? [arg, DEFAULT_URL] : [arg],
    ),
);
