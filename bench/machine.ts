/** The machine that a figure was measured on. */
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly arch: string;
}

export function thisMachine(): Machine {
  const cpu = cpus()[0]?.model ?? 'unknown';
  return { cpu, cores: availableParallelism(), memoryBytes: totalmem(), platform: platform(), arch: arch() };
}

/** The line below a table of figures. */
export function machineLine({ cpu, cores }: Machine = thisMachine()): string {
  return `${cpu}, ${cores} cores, Node.js ${process.version}`;
}
