/** Cases that the real kube-scheduler judges now, decided by ours too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, runCase } from '../../engine/conformance/index.js';
import { releaseOf } from '../../engine/framework/index.js';
import { type JudgedCase, readCases, runConformance } from '../conformance/index.js';
import type { RealScheduler, Refusal } from './ask-real.js';

/** How often a case on which both differ is judged again: what the real one answers in two ways is no difference. */
const timesWhereDifferent = 20;

export interface BesideOptions {
  readonly kinds: readonly string[];
  readonly seed: number;
  /** Of each kind. */
  readonly cases: number;
  /** Cases of one's own; nothing is generated then. */
  readonly files: readonly string[];
  /** Where judged cases stay; null: nowhere. */
  readonly keep: string | null;
  readonly say: (text: string) => void;
  readonly write: (text: string) => void;
}

/** Prints each difference and the counts by kind; returns the exit code, 1 where anything differs. */
export async function besideReal(real: RealScheduler, options: BesideOptions): Promise<number> {
  const { keep, say, write } = options;
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'seatrial-oracle-'));
  const refused: Refusal[] = [];
  try {
    for (const { named, judge } of portions(real, options)) {
      const judged = await judge(folder);
      refused.push(...judged.refused);
      say(`${named}: ${judged.judged} judged, ${judged.refused.length} without an answer`);
    }
    refused.push(...(await leftToChance(real, folder)));
    const judged = [folder];
    const code = await runConformance(judged, { release: releaseOf('1.36'), write });
    for (const line of refusalLines(refused)) write(`${line}\n`);
    return code;
  } finally {
    if (keep === null) rmSync(folder, { recursive: true });
  }
}

interface Portion {
  readonly named: string;
  readonly judge: (folder: string) => ReturnType<RealScheduler['judge']>;
}

function portions(real: RealScheduler, { kinds, seed, cases, files }: BesideOptions): Portion[] {
  if (files.length > 0) return [{ named: 'your cases', judge: (folder) => real.judge(files, folder) }];
  return kinds.map((kind) => ({ named: kind, judge: (folder) => real.generate(kind, seed, cases, folder) }));
}

/** Judges cases on which both differ again, and takes away those that the real scheduler answers in two ways. */
async function leftToChance(real: RealScheduler, folder: string): Promise<Refusal[]> {
  const files = [...readCases([folder])].filter(isDecidedOtherwise).map(({ name }) => join(folder, `${name}.json`));
  if (files.length === 0) return [];
  const { refused } = await real.judge(files, folder, timesWhereDifferent);
  const byChance = refused.filter(({ chance }) => chance);
  for (const { name } of byChance) rmSync(join(folder, `${name}.json`));
  return byChance;
}

function isDecidedOtherwise({ expect, ...input }: JudgedCase): boolean {
  try {
    return compare(expect!, runCase(input, releaseOf('1.36'))).differing > 0;
  } catch {
    return true;
  }
}

function refusalLines(refused: readonly Refusal[]): string[] {
  const byChance = refused.filter(({ chance }) => chance).map(({ name }) => name);
  return [
    ...refused.filter(({ chance }) => !chance).map(({ name, why }) => `refused: ${name}: ${why}`),
    ...(byChance.length > 0 ? [`left to chance by the real one: ${byChance.join(', ')}`] : []),
  ];
}
