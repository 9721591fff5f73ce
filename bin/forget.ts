import { readPhoneNumber } from '../lambdas/domain/phone-number.ts';
import { localOption, runCommand, stageOption } from './command/command-line.ts';
import { CommandRefused } from './command/command-refused.ts';
import { findTable } from './command/stage-table.ts';
import { forgetNumber } from './forget/forget-number.ts';

const LOCAL_URL = 'http://localhost:3000';

const forget = {
  script: 'forget',
  summary: `Removes a phone number from a stage's table, and says where else it may be and until when.
A callback that Mindful has taken is not cancelled by this: that is Mindful's to do.`,
  options: {
    number: { value: 'NUMBER', help: 'in E.164 form, such as +14155550100' },
    stage: stageOption,
    local: localOption,
  },
};

await runCommand(forget, async ({ stage, options }) => {
  const number = readPhoneNumber(options.number);
  if (!number) throw new CommandRefused('--number is missing or is no phone number: write it as +14155550100');
  const table = await findTable({ stage, localUrl: options.local ? LOCAL_URL : undefined });
  console.log((await forgetNumber(number, table)).join('\n'));
  return true;
});
