/** What a kubelet has to do for a pod, read from its spec once; pods of one template share it. */
import { type ContainerV1, isSidecar, type PodSpec, type ProbeV1, type VolumeV1 } from '../objects/index.js';
import { canonicalName } from './image-name.js';

export interface ContainerPlan {
  readonly kind: 'init' | 'sidecar' | 'app';
  /** Canonical. */
  readonly image: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly startupProbe: ProbePlan | null;
  readonly readinessProbe: ProbePlan | null;
  /** How long its preStop hook sleeps, µs; −1 for a hook that does not say, 0 without one. */
  readonly preStopUs: number;
}

export interface ProbePlan {
  readonly initialDelayUs: number;
  readonly periodUs: number;
  /** Successes in a row that count. */
  readonly successes: number;
}

export interface PodPlan {
  /** In the order they are started: init containers and sidecars, then the others. */
  readonly containers: readonly ContainerPlan[];
  readonly hostNetwork: boolean;
  /** Whether the kubelet mounts anything: a volume, or the service account's token. */
  readonly mounts: boolean;
  /** Names of the pod's own claims, and of those made for it (from the pod's name). */
  readonly claims: readonly ClaimPlan[];
  readonly graceUs: number;
  /** A container that exits is started again. */
  readonly restarts: boolean;
}

export interface ClaimPlan {
  readonly name: string;
  /** The claim's name is the pod's name, a dash, and this. */
  readonly ofPod: boolean;
}

export function claimName(pod: { readonly name: string }, { name, ofPod }: ClaimPlan): string {
  return ofPod ? `${pod.name}-${name}` : name;
}

const plans = new WeakMap<PodSpec, PodPlan>();

export function planOf(spec: PodSpec): PodPlan {
  let plan = plans.get(spec);
  if (plan === undefined) {
    plan = makePlan(spec);
    plans.set(spec, plan);
  }
  return plan;
}

function makePlan({ raw, controllerRef }: PodSpec): PodPlan {
  const volumes = raw.volumes ?? [];
  return {
    containers: [
      ...(raw.initContainers ?? []).map((c) => containerPlan(c, isSidecar(c) ? 'sidecar' : 'init')),
      ...raw.containers.map((c) => containerPlan(c, 'app')),
    ],
    hostNetwork: raw.hostNetwork ?? false,
    mounts: volumes.length > 0 || raw['automountServiceAccountToken'] !== false,
    claims: volumes.flatMap(claimPlan),
    graceUs: (raw.terminationGracePeriodSeconds ?? 30) * 1e6,
    // A bare pod with a lifetime ends with it: whoever made it says so.
    restarts: raw.restartPolicy === 'Always' && controllerRef !== null && controllerRef.kind !== 'Job',
  };
}

function containerPlan(container: ContainerV1, kind: ContainerPlan['kind']): ContainerPlan {
  const { image = '', imagePullPolicy, startupProbe, readinessProbe, lifecycle } = container;
  return {
    kind,
    image: canonicalName(image),
    pullPolicy: imagePullPolicy === 'Always' || imagePullPolicy === 'Never' ? imagePullPolicy : 'IfNotPresent',
    startupProbe: probePlan(startupProbe),
    readinessProbe: probePlan(readinessProbe),
    preStopUs: preStopUs(lifecycle),
  };
}

function probePlan(probe: ProbeV1 | undefined): ProbePlan | null {
  if (probe === undefined) return null;
  const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1 } = probe;
  return { initialDelayUs: initialDelaySeconds * 1e6, periodUs: periodSeconds * 1e6, successes: successThreshold };
}

function preStopUs(lifecycle: ContainerV1['lifecycle']): number {
  const hook = lifecycle?.['preStop'] as { sleep?: { seconds?: number } } | undefined;
  if (hook === undefined) return 0;
  return hook.sleep?.seconds === undefined ? -1 : hook.sleep.seconds * 1e6;
}

function claimPlan({ name, persistentVolumeClaim, ephemeral }: VolumeV1): ClaimPlan[] {
  if (persistentVolumeClaim) return [{ name: persistentVolumeClaim.claimName, ofPod: false }];
  return ephemeral ? [{ name, ofPod: true }] : [];
}
