/** Runs PreBind, Bind and PostBind plugins; steps take time, so outcomes are called back. Upstream: pkg/scheduler/framework/runtime/framework.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import type { Framework, Slotted } from './framework.js';
import { failure, type Status, skip, success } from './status.js';

type Done = (status: Status) => void;

/** Asks PreBind plugins whether they have work to do: Success if one has, Skip if none. Those without are left out by `runPreBinds`. */
export function runPreBindPreFlights(framework: Framework, cycle: CycleState, pod: Pod, nodeName: string): Status {
  let outcome = skip;
  for (const { name, slot, plugin } of framework.preBinds) {
    const status = plugin.preBind!.preFlight?.(pod, nodeName, cycle.filterStates[slot]) ?? success;
    if (status.isSuccess) outcome = success;
    else if (status.code === 'Skip') cycle.skippedPreBinds.add(slot);
    else if (status.code === 'Error') return failure(`running PreBindPreFlight "${name}": ${status.message}`);
    else return failure(unsupported(name, status));
  }
  return outcome;
}

function unsupported(name: string, { code }: Status): string {
  return `PreBindPreFlight ${name} returned "${code}", which is unsupported. It is supposed to return Success, Skip, or Error status`;
}

/** Runs PreBind plugins in order, neighbours that allow it side by side; the first that fails ends it once its group is through. */
export function runPreBinds(framework: Framework, cycle: CycleState, pod: Pod, nodeName: string, done: Done): void {
  if (allSkip(framework, cycle)) {
    done(success);
    return;
  }
  const groups = preBindGroups(framework, cycle);
  const next = (status: Status) => {
    const group = status.isSuccess ? groups.shift() : undefined;
    if (group === undefined) done(status);
    else runGroup(group, cycle, pod, nodeName, next);
  };
  next(success);
}

function allSkip({ preBinds }: Framework, { skippedPreBinds }: CycleState): boolean {
  for (let i = 0; i < preBinds.length; i++) if (!skippedPreBinds.has(preBinds[i]!.slot)) return false;
  return true;
}

function preBindGroups(framework: Framework, cycle: CycleState): Slotted[][] {
  const { parallelism, release } = framework.handle;
  const sideBySide = release.behaviour.preBindPluginsRunInParallel && parallelism > 1;
  const groups: Slotted[][] = [];
  let open: Slotted[] | null = null;
  for (const point of framework.preBinds) {
    const parallel = point.plugin.preBind!.parallel === true && sideBySide;
    if (!parallel) open = null;
    if (cycle.skippedPreBinds.has(point.slot)) continue;
    if (parallel && open !== null) open.push(point);
    else {
      const group = [point];
      groups.push(group);
      if (parallel) open = group;
    }
  }
  return groups;
}

function runGroup(group: readonly Slotted[], cycle: CycleState, pod: Pod, nodeName: string, done: Done): void {
  let running = group.length;
  let first: Status = success;
  for (const { name, slot, plugin } of group) {
    plugin.preBind!.run(pod, nodeName, cycle.filterStates[slot], (status) => {
      if (first.isSuccess && !status.isSuccess) first = attributed('PreBind', name, status);
      running--;
      if (running === 0) done(first);
    });
  }
}

/** Runs Bind plugins in order until one does not say Skip. */
export function runBinds(framework: Framework, pod: Pod, nodeName: string, done: Done): void {
  runBindsFrom(0, framework, pod, nodeName, done);
}

function runBindsFrom(first: number, framework: Framework, pod: Pod, nodeName: string, done: Done): void {
  const point = framework.binds[first];
  if (point === undefined) return done(skip);
  point.plugin.bind!(pod, nodeName, (status) => {
    if (status.code === 'Skip') runBindsFrom(first + 1, framework, pod, nodeName, done);
    else done(status.isSuccess ? status : attributed('Bind', point.name, status));
  });
}

function attributed(point: string, name: string, status: Status): Status {
  if (status.isRejected) return status.by(name);
  return failure(`running ${point} plugin "${name}": ${status.message}`);
}

export function runPostBinds(framework: Framework, pod: Pod, nodeName: string): void {
  for (const { plugin } of framework.postBinds) plugin.postBind!(pod, nodeName);
}
