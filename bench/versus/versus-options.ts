/** The options of the comparison. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ExecutorName } from './executors.js';
import { type Kind, kinds } from './kinds.js';

export interface CommandOptions {
  readonly nodes: readonly number[];
  readonly pods: number;
  readonly kinds: readonly Kind[];
  readonly seed: string;
  readonly percentage: number;
  readonly executors: readonly ExecutorName[];
  readonly runs: number;
  readonly realRuns: number;
  readonly output: 'table' | 'json';
}

const names = kinds.map(({ name }) => name);
const executors: readonly ExecutorName[] = ['auto', 'reference', 'incremental', 'pool'];

export function versusCommand(): Command {
  return new Command('versus')
    .description('our scheduler beside the real kube-scheduler: same cluster, same pods, same machine')
    .option('--nodes <n,…>', 'cluster sizes', list(wholeNumber(1, 1_000_000)), [1000, 5000])
    .option(
      '--pods <n>',
      'pods to place; fewer where a kind finds no room for so many',
      wholeNumber(1, 10_000_000),
      2000,
    )
    .option('--kinds <kind,…>', `of ${names.join(', ')} (default: all)`, list(oneOf(names, kinds)), kinds)
    .option('--seed <seed>', 'what clusters and pods are made from', '1')
    .option('--percentage <n>', 'percentageOfNodesToScore; 0: as the scheduler chooses', wholeNumber(0, 100), 0)
    .option('--executors <name,…>', `of ours: ${executors.join(', ')}`, list(oneOf(executors, executors)), [
      'auto',
      'reference',
    ])
    .option(
      '--runs <n>',
      'measured runs of ours, after one that is discarded; the median counts',
      wholeNumber(1, 1000),
      5,
    )
    .option('--real-runs <n>', 'measured runs of the real one', wholeNumber(1, 1000), 1)
    .addOption(
      new Option('-o, --output <format>', 'how the result is written').choices(['table', 'json']).default('table'),
    );
}

function list<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => text.split(',').map((part) => parse(part.trim()));
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`"${text}" is not a whole number from ${least} to ${most}`);
  };
}

/** The value beside the name. */
function oneOf<T>(known: readonly string[], values: readonly T[]): (text: string) => T {
  return (text) => {
    const index = known.indexOf(text);
    if (index >= 0) return values[index]!;
    throw new InvalidArgumentError(`"${text}" is not one of ${known.join(', ')}`);
  };
}
