/** seatrial init: writes a commented example scenario. */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ConfigError } from '../../engine/index.js';
import { exampleScenario, scenarioSchema } from '../../workloads/index.js';
import { print, write } from './output.js';

interface Options {
  force?: boolean;
  schema?: boolean;
}

const examples = `
Examples:
  seatrial init                                  writes scenario.yaml
  seatrial init - | seatrial run /dev/stdin      runs the example without writing it
  seatrial init --schema > scenario.schema.json  for editors that check YAML`;

export function initCommand(): Command {
  return new Command('init')
    .description('write a commented example scenario')
    .argument('[file]', 'where to; "-" for standard output', 'scenario.yaml')
    .option('--force', 'overwrite the file if it is there')
    .option('--schema', 'print the Scenario file’s JSON Schema instead, for editors')
    .addHelpText('after', examples)
    .action(init);
}

async function init(file: string, { force = false, schema = false }: Options): Promise<void> {
  if (schema) return write(`${JSON.stringify(scenarioSchema, null, 2)}\n`);
  if (file === '-') return write(exampleScenario);
  try {
    await writeFile(file, exampleScenario, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new ConfigError({
        source: file,
        problem: 'is there already',
        remedy: 'name another file, or overwrite it with --force',
      });
    throw new ConfigError({
      source: file,
      problem: `cannot be written (${code})`,
      remedy: 'name a file that you may write to',
    });
  }
  await print([`wrote ${file}`, '', 'Next:', `  seatrial run ${file}`]);
}
