/** Looks at a user's plugin before it runs: whatever can be seen to be wrong is said then. */
import { nearestFirst, type PodPoint, podPoints, resembles } from '../config/index.js';
import type { EventResource } from '../events.js';
import type { Dependency } from '../plugin.js';
import { type AnySteps, pointsOf } from './user-plugin.js';
import { shown, type Watch } from './watch.js';

/** What each point calls: functions of its own, or, where it is one itself, nothing more. */
const calledAt: Readonly<
  Record<PodPoint, { readonly needs: readonly string[]; readonly may: readonly string[] } | null>
> = {
  preEnqueue: null,
  queueSort: null,
  preFilter: { needs: ['check'], may: ['clone', 'addPod', 'removePod'] },
  filter: { needs: ['check'], may: [] },
  postFilter: null,
  preScore: null,
  score: { needs: ['score'], may: ['normalize'] },
  reserve: { needs: ['reserve', 'unreserve'], may: [] },
  permit: null,
  preBind: { needs: ['run'], may: ['preFlight'] },
  bind: null,
  postBind: null,
};

/** Names that stand at the wrong place. */
const belongs: Readonly<Record<string, string>> = {
  normalize: 'score: { score, normalize }',
  normalizeScore: 'score: { score, normalize }',
  addPod: 'preFilter: { check, clone, addPod, removePod }',
  removePod: 'preFilter: { check, clone, addPod, removePod }',
  unreserve: 'reserve: { reserve, unreserve }',
  eventsToRegister: 'requeueOn: [on("Node", Action.Add)]',
};

const dependencies: ReadonlySet<unknown> = new Set<Dependency>([
  'node-static',
  'node-usage',
  'topology-domain',
  'domain-extreme',
  'any-match',
  'cluster-counts',
  'objects',
  'feasible-set',
  'anything',
]);

const resources: ReadonlySet<unknown> = new Set<EventResource>([
  'Pod',
  'AssignedPod',
  'UnschedulablePod',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CSINode',
  'CSIDriver',
  'VolumeAttachment',
  'CSIStorageCapacity',
  'StorageClass',
  'ResourceClaim',
  'ResourceSlice',
  'DeviceClass',
  '*',
]);

const ownNames = [...podPoints, 'requeueOn', 'signs', 'work'];

export function checkSteps(steps: AnySteps, points: readonly PodPoint[], watch: Watch): void {
  if (typeof steps !== 'object' || steps === null)
    throw watch.mistake('create', null, '', `returned ${shown(steps)}`, 'return an object with the plugin’s steps');
  checkNames(steps, watch);
  checkPoints(steps, points, watch);
  for (const point of pointsOf(steps)) checkPoint(point, steps[point], watch);
  const { preFilter } = steps;
  if (
    preFilter !== undefined &&
    (preFilter.addPod ?? preFilter.removePod) !== undefined &&
    preFilter.clone === undefined
  ) {
    const remedy = 'add clone(state): preemption and nominations try pods on copies of the state';
    throw watch.mistake('preFilter', null, '', 'has addPod or removePod, and no clone', remedy);
  }
  checkRequeueOn(steps, watch);
}

function checkNames(steps: AnySteps, watch: Watch): void {
  for (const name of Object.keys(steps)) {
    if (ownNames.includes(name)) continue;
    const place = belongs[name];
    if (place !== undefined) throw watch.mistake(name, null, '', 'is called by nobody there', `write ${place}`);
    const meant = nearestFirst(name, ownNames)[0]!;
    if (name !== 'name' && resembles(name, meant))
      throw watch.mistake(name, null, '', 'is no step of a plugin', `did you mean ${meant}?`);
  }
}

function checkPoints(steps: AnySteps, points: readonly PodPoint[], watch: Watch): void {
  const has = pointsOf(steps);
  const without = points.find((point) => !has.includes(point));
  if (without !== undefined) throw watch.mistake(without, null, '', 'is among its points, and there is no such step');
  const unsaid = has.find((point) => !points.includes(point));
  if (unsaid !== undefined)
    throw watch.mistake(
      unsaid,
      null,
      '',
      'is a step that is not among its points',
      `say [${has.map((p) => `'${p}'`)}]`,
    );
}

function checkPoint(point: PodPoint, value: unknown, watch: Watch): void {
  const called = calledAt[point];
  if (called === null) {
    if (typeof value === 'function') return;
    throw watch.mistake(point, null, '', `is ${shown(value)} and has to be a function`);
  }
  const { needs, may } = called;
  const parts = value as Readonly<Record<string, unknown>>;
  const shape = `write ${point}: { ${[...needs, ...may.map((name) => `${name}?`)].join(', ')} }`;
  if (typeof value !== 'object' || value === null)
    throw watch.mistake(point, null, '', `is ${shown(value)} and has to be an object`, shape);
  for (const name of [...needs, ...may]) {
    const part = parts[name];
    if (typeof part === 'function' || (part === undefined && may.includes(name))) continue;
    const problem = part === undefined ? 'is missing' : `is ${shown(part)} and has to be a function`;
    throw watch.mistake(`${point}.${name}`, null, '', problem, shape);
  }
  checkDependency(point, parts['dependsOn'], watch);
}

function checkDependency(point: PodPoint, dependsOn: unknown, watch: Watch): void {
  const unknown = [dependsOn ?? []].flat().find((dependency) => !dependencies.has(dependency));
  if (unknown === undefined) return;
  const remedy = `write one or a list of ${[...dependencies].join(', ')}`;
  throw watch.mistake(
    `${point}.dependsOn`,
    null,
    '',
    `${shown(unknown)} is nothing that a verdict can depend on`,
    remedy,
  );
}

function checkRequeueOn({ requeueOn }: AnySteps, watch: Watch): void {
  if (requeueOn === undefined) return;
  const remedy = 'write requeueOn: [on("Node", Action.Add | Action.UpdateNodeLabel, hint)]';
  if (!Array.isArray(requeueOn))
    throw watch.mistake('requeueOn', null, '', `is ${shown(requeueOn)} and has to be a list`, remedy);
  for (const [i, registration] of (requeueOn as readonly unknown[]).entries()) {
    const { event, hint } = (registration ?? {}) as {
      event?: { resource?: unknown; action?: unknown };
      hint?: unknown;
    };
    const at = `requeueOn[${i}]`;
    if (!resources.has(event?.resource))
      throw watch.mistake(at, null, '', `names ${shown(event?.resource)}, of which there are no events`, remedy);
    if (!Number.isSafeInteger(event?.action) || (event!.action as number) <= 0)
      throw watch.mistake(at, null, '', `has the action ${shown(event!.action)}`, remedy);
    if (hint !== undefined && typeof hint !== 'function')
      throw watch.mistake(at, null, '', `has ${shown(hint)} for a hint, which has to be a function`, remedy);
  }
}
