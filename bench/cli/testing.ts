/** The command as a process, for tests: from dist where the tests run there, else from the sources. */
import { equal } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

const here = dirname(fileURLToPath(import.meta.url));
const isBuilt = existsSync(join(here, 'main.js'));
const command = isBuilt ? [join(here, 'main.js')] : ['--import', import.meta.resolve('tsx'), join(here, 'main.ts')];
/** The folder of package.json. */
export const root = join(here, ...(isBuilt ? ['..', '..', '..'] : ['..', '..']));

/** Starts seatrial in a folder. */
export function start(args: readonly string[], cwd: string, stdin = ''): Started {
  const env = { ...process.env, NO_COLOR: '1', TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') };
  const child = spawn(process.execPath, [...command, ...args], { cwd, env, stdio: 'pipe' });
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([c, out, err]) => ({
    code: c,
    out,
    err,
  }));
  return { process: child, ended };
}

export interface Bench {
  readonly folder: string;
  /** Writes a file below the folder. */
  write(name: string, content: string | Uint8Array): void;
  /** Runs seatrial in the folder to its end. */
  seatrial(args: readonly string[], stdin?: string): Promise<Ended>;
  /** Runs it and expects success; what it printed. */
  printed(args: readonly string[], stdin?: string): Promise<string>;
}

/** A folder that is gone after the file's tests. */
export function workbench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const seatrial = (args: readonly string[], stdin?: string) => start(args, folder, stdin).ended;
  return {
    folder,
    write(name, content) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    seatrial,
    async printed(args, stdin) {
      const { code, out, err } = await seatrial(args, stdin);
      equal(err, '', `seatrial ${args.join(' ')}`);
      equal(code, 0);
      return out;
    },
  };
}

/** Does the work for every item, as many at once as there are processors; results in the items' order. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** A pod that fits anywhere, as YAML. */
export function podYaml(name: string, requests = '{ cpu: 500m, memory: 256Mi }'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: c, image: i, resources: { requests: ${requests} } }] }\n`;
}

/** A scenario of two groups of nodes, a few objects and arrivals for a virtual minute. */
export const smallScenario = `apiVersion: seatrial.dev/v1alpha1
kind: Scenario
metadata: { name: small }
spec:
  seed: 5
  duration: 2m
  cluster:
    nodeGroups:
      - { name: general, count: 4, shape: { cpu: 4, memory: 16Gi }, zones: [a, b] }
      - { name: tainted, count: 1, shape: { cpu: 4 }, taints: [{ key: spot, effect: NoSchedule }] }
  workloads:
    objects:
      - apiVersion: v1
        kind: Pod
        metadata: { name: huge }
        spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: 64 } } }] }
    arrivals:
      - name: job
        process: { poisson: { ratePerSecond: 2 } }
        to: 1m
        lifetime: { p50: 10s, p99: 30s }
        template:
          metadata: { labels: { app: job } }
          spec:
            restartPolicy: Never
            containers: [{ name: c, image: "i:1", resources: { requests: { cpu: "1", memory: 1Gi } } }]
`;
