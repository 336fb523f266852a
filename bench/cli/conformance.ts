/** seatrial conformance: decides again what the real kube-scheduler has decided. */
import { Command, Option } from 'commander';
import { type Minor, releaseOf } from '../../engine/framework/index.js';
import { bundledCases, runConformance } from '../conformance/index.js';
import { write } from './output.js';

interface Options {
  readonly kubernetes: Minor;
  readonly actual?: string;
}

const examples = `
Examples:
  seatrial conformance                                 all cases that come with seatrial
  seatrial conformance --kubernetes 1.37               those of another release
  seatrial conformance cases/ --actual decided.jsonl   cases of your own, judged or not`;

export function conformanceCommand(): Command {
  return new Command('conformance')
    .description('compare decisions with those of the real kube-scheduler; exits with 1 where any differs')
    .argument('[paths...]', 'files or folders of cases, .json or .jsonl, also gzipped (default: those of seatrial)')
    .addOption(
      new Option('--kubernetes <release>', 'whose decisions to follow')
        .choices(['1.35', '1.36', '1.37'])
        .default('1.36'),
    )
    .option('--actual <file>', 'write what was decided, one JSON line a case: {"name", "actual"}')
    .addHelpText('after', examples)
    .action(async (paths: string[], { kubernetes, actual }: Options) => {
      process.exitCode = await runConformance(paths.length > 0 ? paths : [bundledCases(kubernetes)], {
        release: releaseOf(kubernetes),
        write,
        actualOut: actual,
      });
    });
}
