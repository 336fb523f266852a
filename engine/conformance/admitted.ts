/** Objects as the API server would hand them to the scheduler in the world that judged the cases. */
import { never, Pod, type PodPhase } from '../cluster/index.js';
import {
  type AdmittedObject,
  type ApiRules,
  admitObject,
  type KubeObject,
  kindOf,
  type PodV1,
  type PriorityClasses,
  type PriorityClassV1,
  priorityClassesOf,
  refusalText,
  type SharedSpecs,
} from '../objects/index.js';
import { kindProblem } from './known-kind.js';

/** Admits objects in creation order: defaults, priority, default tolerations, uids. */
export class Admission {
  private readonly classes: PriorityClassV1[] = [];
  private priorityClasses: PriorityClasses = priorityClassesOf([]);
  private serial = 0;

  /** Pods are taken as stored ones: of what the API server does, the world that judged left out what it writes into a pod as it creates it. */
  constructor(private readonly apiRules: ApiRules) {}

  /** The object completed; null for a kind that no scheduler looks at. Throws where the API server would refuse. */
  admit(raw: KubeObject): KubeObject | null {
    this.serial++;
    const problem = kindProblem(raw);
    if (problem !== undefined) throw new Error(problem);
    if (kindOf(raw) === undefined) return null;
    const { object, errors } = this.admitted(raw);
    if (errors.length > 0) throw new Error(`${raw.kind} ${raw.metadata?.name}: ${refusalText(errors)}`);
    object.metadata.uid ||= `uid-${String(this.serial).padStart(6, '0')}`;
    object.metadata.resourceVersion = String(this.serial);
    if (object.kind === 'PriorityClass') this.learn(object as unknown as PriorityClassV1);
    return object;
  }

  /** A pod with an impossible preemption policy is refused as it is created, before anybody validates it. */
  private admitted(raw: KubeObject): AdmittedObject {
    const { priorityClasses, apiRules } = this;
    const stored = admitObject(raw, { priorityClasses, asStored: true, apiRules });
    const isOdd = raw.kind === 'Pod' && stored.errors.some(({ path }) => path === 'spec.preemptionPolicy');
    return isOdd ? admitObject(raw, { priorityClasses, apiRules }) : stored;
  }

  private learn(priorityClass: PriorityClassV1): void {
    this.classes.push(priorityClass);
    this.priorityClasses = priorityClassesOf(this.classes);
  }
}

/** The pod as the scheduler sees it. Phases mean nothing here: the world that judged filters no watch by them. */
export function podOf(object: KubeObject, index: number, nowUs: number, specs: SharedSpecs): Pod {
  const manifest = object as PodV1;
  const { metadata, status } = manifest;
  const spec = specs.of(manifest);
  return new Pod(
    index,
    metadata.name ?? '',
    spec,
    spec.labels,
    nowUs,
    spec.nodeName,
    status?.nominatedNodeName ?? '',
    pendingOrRunning(spec.nodeName),
    timeUs(status?.startTime),
    timeUs(metadata.deletionTimestamp),
    metadata.uid,
    false,
    index,
    isVictim(manifest),
  );
}

/** Upstream: podTerminatingByPreemption in plugins/defaultpreemption/default_preemption.go, v1.36. */
function isVictim({ status }: PodV1): boolean {
  const condition = status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return condition?.status === 'True' && condition.reason === 'PreemptionByScheduler';
}

function pendingOrRunning(nodeName: string): PodPhase {
  return nodeName === '' ? 'Pending' : 'Running';
}

function timeUs(text: string | null | undefined): number {
  return text ? Date.parse(text) * 1000 : never;
}
