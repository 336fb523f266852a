/** The DaemonSet controller: one pod on each node that it may run on, placed there by the scheduler. Upstream: pkg/controller/daemon/daemon_controller.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { hashString } from '../../../kernel/index.js';
import {
  compileNode,
  type DaemonSetV1,
  type NodeSpec,
  type NodeV1,
  type PodTemplateV1,
} from '../../../objects/index.js';
import type { PodDraft } from '../../pod-api.js';
import type { StoredObject } from '../../store.js';
import { Backoffs } from '../backoffs.js';
import { Freshness } from '../freshness.js';
import type { Known } from '../informers.js';
import { generatedName } from '../names.js';
import { ownerKey } from '../owners.js';
import { PodControl } from '../pod-control.js';
import { type Revision, Revisions } from '../revisions.js';
import type { Sync } from '../sync.js';
import { type Toolbox, withStatus } from '../toolbox.js';
import { Eligibilities } from './eligibility.js';
import { type DaemonPlan, type DaemonView, managePlan } from './plan.js';
import { updatePlan } from './rolling-update.js';
import { daemonSetStatus } from './status.js';
import { confinedTo, DaemonTemplates, targetNode } from './template.js';

/** Pods made or deleted in one sync. Source: BurstReplicas. */
const burstReplicas = 250;
/** Source: pkg/controller/daemon/config/v1alpha1/defaults.go. */
const workers = 2;
/** Between deletions of failed pods on one node. Source: cmd/kube-controller-manager/app/apps.go. */
const failedPodBackoff = { firstUs: 1e6, maxUs: 15 * 60e6 };

export function createDaemonSetController(tools: Toolbox): void {
  const { kernel, informers, writes, templates, ways } = tools;
  const client = tools.clientFor('daemon-set-controller');
  const control = new PodControl(tools, client);
  const { expectations } = control;
  const freshness = new Freshness(tools, 'DaemonSet');
  const revisions = new Revisions(tools, client, (_owner, hash) => hash);
  const daemonTemplates = new DaemonTemplates();
  const eligibilities = new Eligibilities();
  const backoffs = new Backoffs(failedPodBackoff.firstUs, failedPodBackoff.maxUs);
  /** Made when a set first looks at a node. */
  const compiled = new WeakMap<NodeV1, NodeSpec>();
  /** Templates as eligibility looks at them, without a hash. */
  const unhashed = new WeakMap<PodTemplateV1, Revision>();
  /** How many pods were made for a set, and for a set and node. */
  const made = new Map<string, number>();
  const queue = tools.loop({ name: 'daemon-set-controller', workers, sync });
  const nodeQueue = tools.loop({ name: 'daemon-set-controller/nodes', workers, sync: syncNode });

  watch();

  /** What wakes sets: nodes, the sets themselves, their pods. */
  function watch(): void {
    informers.onObjects('Node', (entry, before, after) => {
      if (after === null || (before !== null && !concernsDaemons(before as NodeV1, after as NodeV1))) return;
      // Every set is looked at when the run begins.
      if (kernel.nowUs() > 0) nodeQueue.add(entry.index);
    });
    informers.onObjects('DaemonSet', (entry, before, after) => {
      if (before === null) ways.delivered(entry);
      if (after === null) expectations.forget(entry.index);
      queue.add(entry.index);
    });
    informers.onPodsOf('DaemonSet', ({ entry, object }, before, after) => {
      control.observe(entry, before, after);
      queue.add(entry.index);
      const minReadySeconds = minReadyOf(object as DaemonSetV1);
      const becameReady = before !== null && after !== null && !informers.isReady(before) && informers.isReady(after);
      // A second more, since moments are kept in whole seconds.
      if (becameReady && minReadySeconds > 0) queue.addAfter(entry.index, minReadySeconds * 1e6 + 1e6);
    });
  }

  function compiledNode(object: NodeV1): NodeSpec {
    let node = compiled.get(object);
    if (node === undefined) {
      node = compileNode(object);
      compiled.set(object, node);
    }
    return node;
  }

  /** Wakes the sets whose pods have to come to the node, or leave it. */
  function syncNode(key: number): boolean {
    const known = informers.find<NodeV1>('Node', '', tools.store.objects[key]!.name);
    if (known === undefined) return true;
    const node = compiledNode(known.object);
    const scheduled = new Set<number>();
    for (const pod of informers.podsOn(node.name)) {
      const owner = informers.ownerOf(pod);
      if (owner) scheduled.add(owner.entry.index);
    }
    for (const { entry, object } of informers.list<DaemonSetV1>('DaemonSet')) {
      const spec = specOf(entry, withoutHash(object.spec.template));
      if (spec === null) continue;
      const { run, stay } = eligibilities.of(spec, node);
      const there = scheduled.has(entry.index);
      const misscheduled = ((object.status?.['numberMisscheduled'] as number | undefined) ?? 0) > 0;
      if (there ? !stay || misscheduled : run) queue.add(entry.index);
    }
    return true;
  }

  function withoutHash(template: PodTemplateV1): Revision {
    const revision = unhashed.get(template) ?? { hash: '', template };
    unhashed.set(template, revision);
    return revision;
  }

  function* sync(key: number): Sync<boolean> {
    const set = informers.object<DaemonSetV1>(key);
    if (set === undefined) return true;
    if (!freshness.caughtUp(key)) return false;
    const { entry, object } = set;
    const revision = yield* revisions.current(entry, object.spec.template, informers.podsOf(entry), null);
    const satisfied = expectations.satisfied(key, kernel.nowUs());
    const view = look(set, revision);
    if (view === null) return true;
    const outcome = satisfied ? yield* update(set, revision, view) : { view, done: true };
    return (yield* writeStatus(set, outcome.view, satisfied)) && outcome.done;
  }

  /** Carries out what is to be done; the view afterwards, and whether every call was granted. */
  function* update(set: Known<DaemonSetV1>, revision: Revision, before: DaemonView): Sync<Outcome> {
    let view = before;
    let done = true;
    for (const plan of [managePlan, updatePlan]) {
      if (plan === updatePlan && !mayUpdate(set)) break;
      const { create, remove } = plan(view);
      if (create.length + remove.length === 0) continue;
      done = yield* carryOut(set.entry, view, { create, remove });
      view = look(set, revision) ?? view;
      if (!done) break;
    }
    return { view, done };
  }

  function mayUpdate({ entry, object }: Known<DaemonSetV1>): boolean {
    return object.spec.updateStrategy?.['type'] !== 'OnDelete' && expectations.satisfied(entry.index, kernel.nowUs());
  }

  function specOf(entry: StoredObject, revision: Revision) {
    return templates.of(daemonTemplates.of(revision), entry, () => queue.add(entry.index))?.spec ?? null;
  }

  function look({ entry, object }: Known<DaemonSetV1>, revision: Revision): DaemonView | null {
    const spec = specOf(entry, revision);
    if (spec === null) return null;
    const minReadySeconds = minReadyOf(object);
    return {
      set: object,
      spec,
      hash: revision.hash,
      nodes: Array.from(informers.list<NodeV1>('Node'), (node) => compiledNode(node.object)),
      podsOn: podsByNode(informers.podsOf(entry)),
      eligibility: (node) => eligibilities.of(spec, node),
      isReady: (pod) => informers.isReady(pod),
      isAvailable: (pod) => informers.isAvailable(pod, minReadySeconds),
      mayReplaceFailed: (node) => mayReplaceFailed(entry, node),
    };
  }

  function mayReplaceFailed(entry: StoredObject, node: string): boolean {
    const key = `${entry.index}/${node}`;
    const waitUs = backoffs.leftUs(key, kernel.nowUs());
    if (waitUs > 0) queue.addAfter(entry.index, waitUs);
    else backoffs.next(key, kernel.nowUs());
    return waitUs <= 0;
  }

  function* carryOut(entry: StoredObject, view: DaemonView, plan: DaemonPlan): Sync<boolean> {
    const create = plan.create.slice(0, burstReplicas);
    const remove = plan.remove.slice(0, burstReplicas);
    const indexes = remove.map((pod) => pod.index);
    expectations.expect(entry.index, create.length, indexes, kernel.nowUs());
    const drafts = create.map((node) => draft(entry, view, node));
    const created = yield* control.create(entry, drafts);
    yield* control.delete(entry, remove);
    return created;
  }

  /** Names count the set's pods; draws belong to the node, whatever the order in which nodes come. */
  function draft(entry: StoredObject, { spec }: DaemonView, node: string): PodDraft {
    const key = ownerKey('DaemonSet', entry.namespace, entry.name);
    const name = generatedName(entry.name, nth(key));
    const drawId = hashString(`${key}@${node}#${nth(`${key}@${node}`)}`);
    return { name, spec: confinedTo(spec, node), labels: spec.labels, owner: `DaemonSet/${entry.name}`, drawId };
  }

  function nth(key: string): number {
    const count = made.get(key) ?? 0;
    made.set(key, count + 1);
    return count;
  }

  function* writeStatus(set: Known<DaemonSetV1>, view: DaemonView, observed: boolean): Sync<boolean> {
    const { entry, object } = set;
    const { status, changed } = daemonSetStatus(view, observed);
    if (changed) {
      const written = yield* writes.update(client, entry, object, withStatus(object, status));
      if (written === null) return false;
      freshness.wrote(entry.index, written);
    }
    const minReadySeconds = minReadyOf(object);
    if (minReadySeconds > 0 && status['numberReady'] !== status['numberAvailable'])
      queue.addAfter(entry.index, minReadySeconds * 1e6);
    return true;
  }
}

interface Outcome {
  readonly view: DaemonView;
  readonly done: boolean;
}

function minReadyOf({ spec }: DaemonSetV1): number {
  return (spec as { minReadySeconds?: number }).minReadySeconds ?? 0;
}

/** Pods that finished and are about to go are no longer counted. */
function podsByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = pod.isTerminal && pod.isTerminating ? null : targetNode(pod);
    if (node === null) continue;
    const there = byNode.get(node);
    if (there) there.push(pod);
    else byNode.set(node, [pod]);
  }
  return byNode;
}

/** Labels or taints differ; upstream looks at nothing else. */
function concernsDaemons(before: NodeV1, after: NodeV1): boolean {
  return (
    JSON.stringify([before.metadata.labels, before.spec?.taints]) !==
    JSON.stringify([after.metadata.labels, after.spec?.taints])
  );
}
