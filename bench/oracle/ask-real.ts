/** Asks the real kube-scheduler, in a process of its own, what it decides in cases. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What became of the cases: those judged lie in the folder. */
export interface Judged {
  readonly judged: number;
  readonly refused: readonly Refusal[];
}

/** A case without an answer. */
export interface Refusal {
  readonly name: string;
  /** The real scheduler answers it differently from time to time; else an object is not valid. */
  readonly chance: boolean;
  readonly why: string;
}

export class RealScheduler {
  constructor(private readonly path: string) {}

  async kinds(): Promise<readonly string[]> {
    return JSON.parse(await this.run(['kinds'])) as string[];
  }

  /** Makes cases of a kind and judges them. */
  async generate(kind: string, seed: number, cases: number, folder: string): Promise<Judged> {
    const flags = ['-kinds', kind, '-seed', String(seed), '-cases', String(cases), '-o', folder];
    return JSON.parse(await this.run(['generate', ...flags])) as Judged;
  }

  /** Judges files, each so often that chance shows. */
  async judge(files: readonly string[], folder: string, times = 2): Promise<Judged> {
    return JSON.parse(await this.run(['judge', '-o', folder, '-times', String(times), ...files])) as Judged;
  }

  private async run(args: readonly string[]): Promise<string> {
    return (await execute(this.path, args, { maxBuffer: 2 ** 28 })).stdout;
  }
}
