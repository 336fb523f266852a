#!/usr/bin/env node
/** The seatrial command: commands, and the one place where mistakes and interruptions end it. */
import { Command } from 'commander';
import { AbortedRun, ConfigError, version } from '../../engine/index.js';
import { plural } from '../../reports/index.js';
import { AbortedRuns } from '../experiments/index.js';
import { completionCommand } from './completion.js';
import { conformanceCommand } from './conformance.js';
import { exitCodes } from './exit-codes.js';
import { explainCommand } from './explain.js';
import { initCommand } from './init.js';
import { modelsCommand } from './models.js';
import { progressText } from './progress.js';
import { runCommand } from './run.js';
import { schedulerPerfCommand } from './scheduler-perf.js';
import { versionCommand } from './version.js';
import { walkCommand } from './walk.js';

const exitHelp = `
Exit status:
  0  done
  1  a check that was asked for failed (--fail-on-pending, conformance)
  2  a mistake in what was given: the message says where and what would be right
  70  a defect of seatrial
  130  interrupted; nothing was written`;

const program = new Command('seatrial')
  .description('Sea trials for Kubernetes schedulers: simulates a whole cluster, deterministically, in virtual time')
  .version(version, '-V, --version')
  .showHelpAfterError('(seatrial --help tells more)')
  .configureHelp({ sortSubcommands: false })
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'seatrial: ')) })
  .addHelpText('after', exitHelp)
  .exitOverride();

for (const command of [
  runCommand(),
  explainCommand(),
  walkCommand(),
  conformanceCommand(),
  schedulerPerfCommand(),
  initCommand(),
  modelsCommand(),
  versionCommand(),
  completionCommand(() => program),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = statusOf(error);
}

/** Says what went wrong on standard error; the exit status. */
function statusOf(error: unknown): number {
  if (isCommanderError(error)) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof ConfigError) {
    process.stderr.write(`seatrial: ${error.message}\n`);
    return exitCodes.usage;
  }
  if (error instanceof AbortedRun) {
    process.stderr.write(`seatrial: interrupted ${howFar(error)}; nothing was written\n`);
    return exitCodes.interrupted;
  }
  process.stderr.write(
    `seatrial: a defect of seatrial, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return exitCodes.defect;
}

function howFar(error: AbortedRun): string {
  const at = `at ${progressText(error.progress)}`;
  if (!(error instanceof AbortedRuns)) return at;
  const { done, of, progress } = error;
  return `with ${done} of ${plural(of, 'run')} done${progress.eventsRun > 0 ? `, another ${at}` : ''}`;
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
