/** How much sooner a class is built by two threads, beside what two threads reach that build two classes side by side and share nothing. */
import { type ColumnJob, Pool, type Sharing } from '../../engine/hotpath/index.js';
import { median } from '../median.js';
import { classBuilds } from '../micro/class-builds.js';

export interface ScanFigures {
  /** Judging all nodes and indexing them, ms of real time: all rounds' least. */
  readonly wallAloneMs: number;
  readonly wallSharedMs: number;
  /** Two whole scans at once, on a thread each. */
  readonly wallSideBySideMs: number;
  /** The same rounds' medians. */
  readonly medians: readonly [alone: number, shared: number, sideBySide: number];
}

/** Rounds before the first that counts: until the threads' code is compiled. */
const warmUp = 15;

export async function measureSharedScans(nodes: number, rounds: number): Promise<ScanFigures> {
  const pool = new Pool({ threads: 2, leastPositions: 1 });
  await pool.open();
  try {
    const build = classBuilds(nodes);
    const ways: Way[] = [alone, sharedBy(pool), sideBySideOn(pool)];
    const times: number[][] = ways.map(() => []);
    for (let round = 0; round < warmUp + rounds; round++)
      for (const [i, way] of ways.entries()) {
        const timed = timing(way);
        build(timed);
        if (round >= warmUp) times[i]!.push(timed.wallMs);
      }
    const [wallAloneMs, wallSharedMs, wallSideBySideMs] = times.map((ms) => Math.min(...ms)) as [
      number,
      number,
      number,
    ];
    const medians = times.map(median) as [number, number, number];
    return { wallAloneMs, wallSharedMs, wallSideBySideMs, medians };
  } finally {
    await pool.close();
  }
}

type Scan = Parameters<Sharing['share']>;

/** Makes ready, unmeasured, and returns what is measured. */
type Way = (...scan: Scan) => () => void;

const alone: Way = (_job, positions, own) => () => own(0, positions);

const sharedBy =
  (pool: Pool): Way =>
  (...scan) =>
  () =>
    pool.share(...scan);

/** This thread does its scan, the other one the same on memory of its own. */
function sideBySideOn(pool: Pool): Way {
  return (job, positions, own) => {
    const twin = copyOf(job) as ColumnJob;
    return () => {
      const wait = pool.lend(twin, positions);
      own(0, positions);
      wait();
    };
  };
}

/** Adds up how long the way takes for the jobs of a scan. */
function timing(way: Way) {
  const timed = {
    wallMs: 0,
    pays: () => true,
    share(...scan: Scan): void {
      const measured = way(...scan);
      const begunMs = performance.now();
      measured();
      timed.wallMs += performance.now() - begunMs;
    },
  };
  return timed;
}

/** The same with columns of its own. */
function copyOf(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, copyOf(inner)]));
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  if (!ArrayBuffer.isView(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, copyOf(v)]));
  const { buffer, byteOffset, byteLength } = value;
  const memory = new SharedArrayBuffer(byteLength);
  new Uint8Array(memory).set(new Uint8Array(buffer, byteOffset, byteLength));
  return new (value.constructor as new (memory: SharedArrayBuffer) => unknown)(memory);
}
