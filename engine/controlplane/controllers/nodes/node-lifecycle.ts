/** The node lifecycle controller: a node whose kubelet is silent becomes unknown, is tainted, and its pods are no longer ready. Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.36. */
import { hashString } from '../../../kernel/index.js';
import type { NodeV1 } from '../../../objects/index.js';
import type { ApiClient } from '../../client.js';
import { runSync, type Sync, until } from '../sync.js';
import type { Toolbox } from '../toolbox.js';
import {
  notReady,
  readyStatus,
  unreachable,
  withHealthyConditions,
  withNoExecute,
  withNoScheduleTaints,
  withUnknownConditions,
} from './node-objects.js';
import { Zones } from './zones.js';

/** Source: --node-monitor-period. */
const monitorPeriodUs = 5e6;
/** A kubelet renews its lease a quarter of the lease's duration of 40 s. Source: pkg/kubelet/kubelet.go. */
const leasePeriodUs = 10e6;
/** Source: nodeUpdateWorkerSize. */
const workers = 8;

/** What happens to kubelets, told from outside. */
export interface NodeLifecycle {
  nodeFailed(name: string): void;
  nodeRecovered(name: string): void;
}

export function createNodeLifecycle(tools: Toolbox): NodeLifecycle {
  const { kernel, informers, writes, model } = tools;
  const client = tools.clientFor('node-controller');
  const kubelets = tools.clientFor('kubelet');
  const queue = tools.loop({ name: 'node-controller/taints', workers, sync: taintNoSchedule });
  const silent = new Set<string>();
  const zones = new Zones({
    normal: model.evictionNodesPerSecond,
    reduced: model.secondaryEvictionNodesPerSecond,
  });
  const names: string[] = [];
  const looking = kernel.on('node-controller/look', (index) => look(names[index]!));
  const tainting = kernel.on('node-controller/taint', taintNext);
  let nextTaintUs = Number.POSITIVE_INFINITY;
  let patches = 0;
  /** Zones are looked at from the first failure on. */
  let areZonesKept = false;

  informers.onObjects('Node', (entry, _before, after) => {
    if (after === null) {
      silent.delete(entry.name);
      zones.forget(entry.name);
      return;
    }
    if (areZonesKept) zones.see(entry.name, after as NodeV1);
    if (withNoScheduleTaints(after as NodeV1) !== after) queue.add(entry.index);
  });
  return { nodeFailed, nodeRecovered };

  function keepZones(): void {
    if (areZonesKept) return;
    areZonesKept = true;
    for (const { entry, object } of informers.list<NodeV1>('Node')) zones.see(entry.name, object);
  }

  function nodeFailed(name: string): void {
    keepZones();
    silent.add(name);
    kernel.at(noticedUs(name, kernel.nowUs()), looking, names.push(name) - 1);
  }

  /** The first look more than the grace period after the look that saw the last lease renewal. */
  function noticedUs(name: string, failedUs: number): number {
    const phaseUs = hashString(`lease/${name}`) % leasePeriodUs;
    const renewedUs = Math.max(Math.floor((failedUs - phaseUs) / leasePeriodUs) * leasePeriodUs + phaseUs, 0);
    const seenUs = nextLookUs(renewedUs);
    return Math.max(nextLookUs(seenUs + model.nodeMonitorGraceUs), nextLookUs(failedUs));
  }

  /** The kubelet reports that it is well; the next look takes the taints away. */
  function nodeRecovered(name: string): void {
    keepZones();
    silent.delete(name);
    kernel.at(nextLookUs(kernel.nowUs()), looking, names.push(name) - 1);
    runSync(
      change(kubelets, name, (node) => withHealthyConditions(node, kernel.nowUs())),
      () => {},
    );
  }

  /** What monitorNodeHealth does about one node whose state may have changed. */
  function look(name: string): void {
    runSync(silent.has(name) ? giveUp(name) : takeBack(name), () => {
      reviewZones();
      taintNext();
    });
  }

  function* giveUp(name: string): Sync<void> {
    const node = yield* change(client, name, (seen) => withUnknownConditions(seen, kernel.nowUs()));
    if (node === null || !silent.has(name)) return;
    zones.see(name, node);
    zones.tainterOf(name)?.add(name);
    for (const pod of [...informers.podsOn(name)]) {
      if (pod.ready)
        yield* until<boolean>((heard) => tools.pods.patch(client, pod.index, { ready: false }, patches++, heard));
    }
  }

  function* takeBack(name: string): Sync<void> {
    zones.tainterOf(name)?.remove(name);
    const node = yield* change(client, name, (seen) => withNoExecute(seen, null, kernel.nowUs()));
    if (node !== null) zones.see(name, node);
  }

  /** Changes the node as it is now, and returns it; a conflict is tried again. null where it is gone. */
  function* change(by: ApiClient, name: string, next: (node: NodeV1) => NodeV1): Sync<NodeV1 | null> {
    for (let entry = find(name); entry !== undefined; entry = find(name)) {
      const node = entry.current as NodeV1;
      const changed = next(node);
      if (changed === node) return node;
      const written = yield* writes.update(by, entry, node, changed);
      if (written !== null) return written as NodeV1;
    }
    return null;
  }

  function find(name: string) {
    return tools.store.find('Node', '', name);
  }

  function* taintNoSchedule(key: number): Sync<boolean> {
    const known = informers.object<NodeV1>(key);
    if (!known) return true;
    const tainted = withNoScheduleTaints(known.object);
    return tainted === known.object || (yield* writes.update(client, known.entry, known.object, tainted)) !== null;
  }

  function reviewZones(): void {
    const turn = zones.review(kernel.nowUs());
    // Where every zone is down the fault is taken to be elsewhere, and nobody is to go for it.
    if (turn === 'went down') for (const name of silent) runSync(takeBack(name), () => {});
    if (turn === 'came back') for (const name of silent) zones.tainterOf(name)?.add(name);
  }

  /** Lets through whom the rates allow, and comes again when they allow more. */
  function taintNext(): void {
    const nowUs = kernel.nowUs();
    if (nowUs >= nextTaintUs) nextTaintUs = Number.POSITIVE_INFINITY;
    for (const tainter of zones.tainters()) {
      for (let name = tainter.take(nowUs); name !== null; name = tainter.take(nowUs))
        runSync(
          change(client, name, (node) => withNoExecute(node, taintFor(node), kernel.nowUs())),
          () => {},
        );
      const atUs = tainter.nextUs(nowUs);
      if (atUs === null || atUs >= nextTaintUs) continue;
      nextTaintUs = atUs;
      kernel.at(atUs, tainting);
    }
  }

  /** The taint for the node's condition; null where it is ready again. */
  function taintFor(node: NodeV1): string | null {
    const status = readyStatus(node);
    return status === 'True' ? null : status === 'False' ? notReady : unreachable;
  }
}

function nextLookUs(us: number): number {
  return Math.ceil(us / monitorPeriodUs) * monitorPeriodUs;
}
