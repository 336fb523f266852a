/** seatrial version: the version, and the Kubernetes release whose scheduler is followed. */
import { Command } from 'commander';
import { version } from '../../engine/index.js';
import { print } from './output.js';

export function versionCommand(): Command {
  return new Command('version')
    .description('print the version and the Kubernetes release followed')
    .addHelpText('after', '\nExample:\n  seatrial version')
    .action(() =>
      print([
        `seatrial ${version}`,
        'kube-scheduler v1.36 (also 1.35 and 1.37, with --kubernetes)',
        `Node.js ${process.version}`,
      ]),
    );
}
