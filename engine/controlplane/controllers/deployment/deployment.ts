/** The Deployment controller: one ReplicaSet a template, rolled over as the strategy says. Upstream: pkg/controller/deployment/deployment_controller.go, v1.36. */
import type { DeploymentV1, ReplicaSetV1 } from '../../../objects/index.js';
import type { Known } from '../informers.js';
import { replicasOf } from '../replica-set.js';
import { conditionOf, statusCount } from '../status.js';
import type { Sync } from '../sync.js';
import { background, type Toolbox } from '../toolbox.js';
import { hasProgressDeadline, isComplete, withProgress } from './conditions.js';
import { desiredReplicas } from './limits.js';
import { createNewSet, updateNewSet } from './new-set.js';
import { activeSets, byRevision, findNewSet, totalOf } from './replica-sets.js';
import { rollingStep, type Step } from './rolling.js';
import { type DeploymentParts, Rollout, wasScaled } from './rollout.js';
import { scaleSets } from './scaling.js';
import { writeRolloutStatus, writeStatus } from './status.js';

/** Source: pkg/controller/deployment/config/v1alpha1/defaults.go. */
const workers = 5;
/** Source: maxRetries. */
const maxRetries = 15;

export function createDeploymentController(tools: Toolbox): void {
  const { informers, writes, ways } = tools;
  const client = tools.clientFor('deployment-controller');
  const parts: DeploymentParts = { tools, client, events: tools.recorder(client) };
  const queue = tools.loop({ name: 'deployment-controller', workers, maxRetries, sync });

  informers.onObjects('Deployment', (entry, before) => {
    if (before === null) ways.delivered(entry);
    queue.add(entry.index);
  });
  informers.onObjects('ReplicaSet', (_entry, before, after) => {
    const owner = informers.controllerOf((after ?? before)!);
    if (owner?.entry.kind === 'Deployment') queue.add(owner.entry.index);
  });
  informers.onPodsOf('ReplicaSet', ({ object }, _before, after) => {
    const owner = after === null ? informers.controllerOf(object) : undefined;
    if (owner?.entry.kind === 'Deployment') wakeRecreate(owner as Known<DeploymentV1>);
  });

  /** The last old pod has gone. */
  function wakeRecreate({ entry, object }: Known<DeploymentV1>): void {
    if (object.spec.strategy?.type !== 'Recreate') return;
    const sets = informers.childrenOf<ReplicaSetV1>(entry, 'ReplicaSet');
    if (sets.every((set) => informers.podsOf(set.entry).length === 0)) queue.add(entry.index);
  }

  function* sync(key: number): Sync<boolean> {
    const deployment = informers.object<DeploymentV1>(key);
    if (deployment === undefined) return true;
    const sets = informers.childrenOf<ReplicaSetV1>(deployment.entry, 'ReplicaSet');
    const rollout = new Rollout(parts, deployment, sets, findNewSet(deployment.object, sets));
    if (!(yield* notePause(rollout))) return false;
    const { newSet } = rollout;
    if (newSet && !(yield* updateNewSet(rollout, newSet))) return false;
    if (rollout.current.spec.paused || wasScaled(rollout)) return yield* syncScale(rollout);
    const lookAgain = (afterUs: number) => queue.addAfter(key, afterUs, background);
    return rollout.current.spec.strategy?.type === 'Recreate'
      ? yield* syncRecreate(rollout, lookAgain)
      : yield* syncRolling(rollout, lookAgain);
  }

  function* syncScale(rollout: Rollout): Sync<boolean> {
    if (!(yield* scaleSets(rollout))) return false;
    if (rollout.current.spec.paused && !(yield* cleanUp(rollout))) return false;
    return yield* writeStatus(rollout);
  }

  function* syncRolling(rollout: Rollout, lookAgain: (afterUs: number) => void): Sync<boolean> {
    if (!rollout.newSet && !(yield* createNewSet(rollout))) return false;
    return yield* finish(rollout, yield* rollingStep(rollout), lookAgain);
  }

  /** Old pods go first, all of them. Upstream: recreate.go. */
  function* syncRecreate(rollout: Rollout, lookAgain: (afterUs: number) => void): Sync<boolean> {
    const old = activeSets(rollout.oldSets);
    for (const set of old) if (!(yield* rollout.scale(set, 0))) return false;
    if (old.length > 0 || oldPodsRun(rollout)) return yield* writeRolloutStatus(rollout, lookAgain);
    if (!rollout.newSet && !(yield* createNewSet(rollout))) return false;
    const scaled = yield* rollout.scale(rollout.newSet!, desiredReplicas(rollout.current));
    return yield* finish(rollout, scaled ? 'idle' : 'conflict', lookAgain);
  }

  function oldPodsRun({ oldSets }: Rollout): boolean {
    if (totalOf(oldSets, 'replicas') > 0) return true;
    return oldSets.some(({ entry }) => informers.podsOf(entry).some((pod) => !pod.isTerminal));
  }

  function* finish(rollout: Rollout, step: Step, lookAgain: (afterUs: number) => void): Sync<boolean> {
    if (step === 'conflict') return false;
    if (step === 'idle' && isComplete(rollout.current) && !(yield* cleanUp(rollout))) return false;
    return yield* writeRolloutStatus(rollout, lookAgain);
  }

  /** Old sets beyond the history limit go. */
  function* cleanUp({ current, oldSets }: Rollout): Sync<boolean> {
    const limit = current.spec.revisionHistoryLimit ?? 10;
    const excess = oldSets.length - limit;
    if (excess <= 0) return true;
    for (const { entry, object } of [...oldSets].sort(byRevision).slice(0, excess)) {
      const observed = statusCount(object, 'observedGeneration') >= (object.metadata.generation ?? 0);
      const empty = statusCount(object, 'replicas') === 0 && replicasOf(object) === 0;
      if (empty && observed) yield* writes.delete(client, entry);
    }
    return true;
  }

  /** Says in the status that the Deployment was paused or goes on, so that the time does not count against it. */
  function* notePause(rollout: Rollout): Sync<boolean> {
    const { current } = rollout;
    const reason = conditionOf(current, 'Progressing')?.reason;
    if (!hasProgressDeadline(current) || reason === 'ProgressDeadlineExceeded') return true;
    const paused = current.spec.paused ?? false;
    if (paused === (reason === 'DeploymentPaused')) return true;
    const next = paused ? 'DeploymentPaused' : 'DeploymentResumed';
    rollout.current = withProgress(current, next, tools.kernel.nowUs(), 'Unknown');
    return yield* rollout.write();
  }
}
