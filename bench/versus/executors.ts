/** Our executors by name, chosen as a run chooses them. */
import type { Executor } from '../../engine/hotpath/index.js';
import type { RunSpec } from '../../engine/index.js';
import { chooseExecutor } from '../../engine/world/index.js';
import { emptySpec } from '../bench-spec.js';
import type { VersusCase } from './make-case.js';

export type ExecutorName = RunSpec['scheduler']['executor'];

/** The executor that a run of this case would have; it remembers nothing of other runs. */
export function executorFor(name: ExecutorName, { objects }: VersusCase): Executor {
  const spec = { ...emptySpec, objects, scheduler: { ...emptySpec.scheduler, executor: name } };
  return chooseExecutor(spec, {});
}
