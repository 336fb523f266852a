/** Which executor a run uses; no answer depends on it. */
import type { Host } from '../host.js';
import { createIncremental, type Executor, reference, verifying } from '../hotpath/index.js';
import type { RunSpec } from '../run-spec.js';

export function chooseExecutor({ scheduler }: RunSpec, { verify = false }: Host): Executor {
  const executor = scheduler.executor === 'reference' ? reference : createIncremental();
  return verify ? verifying(executor) : executor;
}
