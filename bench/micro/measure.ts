/** Measures micro-benchmarks, one after the other, and digests what they did. */
import { Bench } from 'tinybench';
import { digestOf, type MicroBench } from './micro-bench.js';

export interface Measurement {
  readonly name: string;
  readonly digest: string;
  readonly calls: number;
  readonly opsPerCall: number;
  /** Of one operation, ns of real time. */
  readonly wallNsMean: number;
  readonly wallNsP50: number;
  readonly wallNsP99: number;
  readonly opsPerSecond: number;
}

export interface MeasureOptions {
  /** How long each is measured at least, ms of real time; and how often it is called at least. */
  readonly wallMs: number;
  readonly calls: number;
}

export async function measure(bench: MicroBench, { wallMs, calls }: MeasureOptions): Promise<Measurement> {
  const digest = await digestOf(bench);
  const tinybench = new Bench({ time: wallMs, iterations: calls, warmupTime: wallMs / 4, warmupIterations: 1 });
  tinybench.add(bench.name, await bench.prepare());
  const [task] = await tinybench.run();
  await bench.finish?.();
  const result = task!.result;
  if (result.state !== 'completed') throw new Error(`${bench.name} did not complete: ${JSON.stringify(result)}`);
  const nsPerOp = (ms: number) => (ms * 1e6) / bench.opsPerCall;
  const { mean, p50, p99, samplesCount } = result.latency;
  return {
    name: bench.name,
    digest,
    calls: samplesCount,
    opsPerCall: bench.opsPerCall,
    wallNsMean: nsPerOp(mean),
    wallNsP50: nsPerOp(p50),
    wallNsP99: nsPerOp(p99),
    opsPerSecond: 1e9 / nsPerOp(mean),
  };
}
