/** Prints where our decisions differ from those that the real kube-scheduler makes now; exits with 1 where any does. */
import { writeFileSync } from 'node:fs';
import { buildGo } from '../go-program.js';
import { RealScheduler } from './ask-real.js';
import { besideReal } from './beside-real.js';
import { explainPage } from './explain-page.js';
import { type CommandOptions, oracleCommand } from './oracle-options.js';

const command = oracleCommand().parse();
const { page, keep, ...options } = command.opts<CommandOptions>();
const say = (text: string) => void process.stderr.write(`${text}\n`);

if (page !== undefined) writeFileSync(page, explainPage());
else process.exitCode = await compareWithReal();

async function compareWithReal(): Promise<number> {
  const program = await buildGo('oracle', () =>
    say('building the real kube-scheduler; the first time this takes minutes'),
  );
  if ('absent' in program) {
    say(
      `the real kube-scheduler cannot be asked: ${program.absent}; "seatrial conformance" repeats what it decided before`,
    );
    return 0;
  }
  const real = new RealScheduler(program.path);
  const known = await real.kinds();
  const unknown = options.kinds?.find((kind) => !known.includes(kind));
  if (unknown !== undefined) {
    say(`"${unknown}" is not one of ${known.join(', ')}`);
    return 2;
  }
  return besideReal(real, {
    ...options,
    kinds: options.kinds ?? known,
    files: command.args,
    keep: keep ?? null,
    say,
    write: (text) => void process.stdout.write(text),
  });
}
