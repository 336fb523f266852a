/** Which executor a run uses, and whether it has threads to share its scans with; no answer depends on it. */
import type { Host } from '../host.js';
import {
  createIncremental,
  type Executor,
  Pool,
  reference,
  type Sharing,
  verifying,
  worthSharing,
} from '../hotpath/index.js';
import type { RunSpec } from '../run-spec.js';

export function chooseExecutor(
  { scheduler }: RunSpec,
  { verify = false }: Host,
  sharing: Sharing | null = null,
): Executor {
  const executor =
    scheduler.executor === 'reference' ? reference : createIncremental(sharing === null ? {} : { sharing });
  return verify ? verifying(executor) : executor;
}

/** The pool of a run, its threads on their way; null for a run that is better off, or wanted, without one. */
export async function poolFor(spec: RunSpec, { workers }: Host): Promise<Pool | null> {
  const { executor } = spec.scheduler;
  const isForced = executor === 'pool';
  const threads = workers ?? (isForced ? 2 : 1);
  const isWanted = isForced || (executor === 'auto' && nodesIn(spec) >= worthSharing && looksAtMost(spec));
  if (!isWanted || threads <= 1) return null;
  const pool = new Pool({ threads, leastPositions: isForced ? 1 : worthSharing });
  await pool.start();
  return pool;
}

/** From this share of the nodes on, %, the index is built at a kind's first pod: looking at a third of them one by one costs as much. */
const mostNodes = 34;

/**
 * Whether a profile's cycles look for so many nodes that the first pod of a kind has every node judged. Where they look for the usual 5 %,
 * scans are rare, and threads cost more than they save (npm run bench -- auto).
 */
function looksAtMost({ scheduler }: RunSpec): boolean {
  const { percentageOfNodesToScore: own, profiles = [] } = (scheduler.configuration ?? {}) as Percentages;
  const given = Array.isArray(profiles) ? profiles.map((profile) => profile?.percentageOfNodesToScore) : [];
  return [own, ...given].some((percentage) => typeof percentage === 'number' && percentage >= mostNodes);
}

/** What is read of a configuration before it is checked. */
interface Percentages {
  readonly percentageOfNodesToScore?: unknown;
  readonly profiles?: readonly ({ readonly percentageOfNodesToScore?: unknown } | null)[];
}

/** How many nodes there will be, as far as the spec tells. */
function nodesIn({ objects, nodeGroups, program }: RunSpec): number {
  let nodes = objects.filter(({ kind }) => kind === 'Node').length;
  for (const { count } of nodeGroups) nodes += count;
  for (const step of program?.steps ?? [])
    if (step.step === 'create')
      nodes += step.count * step.objects.filter(({ object }) => object.kind === 'Node').length;
  return nodes;
}
