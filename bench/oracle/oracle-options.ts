/** The options of the comparison with the real scheduler’s decisions. */
import { Command, InvalidArgumentError } from 'commander';

export interface CommandOptions {
  readonly kinds?: readonly string[];
  readonly seed: number;
  readonly cases: number;
  readonly keep?: string;
  readonly page?: string;
}

const examples = `
Examples:
  npm run bench -- oracle                                   ten cases of each kind
  npm run bench -- oracle --kinds hints,volumes --cases 200 --seed 7
  npm run bench -- oracle my-case.json                      a case of your own, in the format of workloads/conformance
  npm run bench -- oracle --page workloads/conformance/EXPLAIN.md   explanations side by side; needs no Go`;

export function oracleCommand(): Command {
  return new Command('oracle')
    .description('asks the real kube-scheduler what it decides in random cases, and decides them too (needs Go)')
    .argument('[cases...]', 'cases of your own, JSON files (default: generated ones)')
    .option('--kinds <kind,…>', 'kinds to generate (default: all)', (text) =>
      text.split(',').map((kind) => kind.trim()),
    )
    .option('--seed <n>', 'the first seed; a kind and a seed make one case', wholeNumber, 1)
    .option('--cases <n>', 'cases of each kind', wholeNumber, 10)
    .option('--keep <folder>', 'keep the judged cases there')
    .option(
      '--page <file>',
      'write a page that shows explanations of cases that come with seatrial, beside the real ones',
    )
    .addHelpText('after', examples);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError(`"${text}" is not a whole number`);
}
