/** Random cases of every feature, for tests that let executors decide them. */
import type { KubeObject } from '../objects/index.js';
import type { ConformanceCase, Step } from './case.js';
import { type Dice, dice, pick, randomNode, randomPod, randomService, surroundings } from './random-objects-testing.js';

/** How large a case is. */
export interface CaseSize {
  readonly nodes: number;
  readonly pods: number;
  readonly steps: number;
}

/** The case of a seed. */
export function randomCase(seed: number, size: CaseSize): ConformanceCase {
  const roll = dice(seed);
  const nodes = Array.from({ length: 1 + roll(size.nodes) }, (_, i) => randomNode(roll, `n${i}`));
  const cast = new Cast(roll, nodes);
  const objects = [...surroundings(), ...nodes, ...services(roll), ...cast.pods(1 + roll(size.pods))];
  const steps = Array.from({ length: roll(size.steps + 1) }, () => randomStep(roll, cast));
  const config = roll(2) === 0 ? {} : { config: randomConfig(roll) };
  return { name: `seed ${seed}`, kind: 'sequence', objects, steps, ...config };
}

function services(roll: Dice): KubeObject[] {
  return roll(3) === 0 ? [randomService(roll)] : [];
}

/** The nodes and pods that there are, so that steps can name them. */
class Cast {
  private podsMade = 0;
  private nodesMade: number;
  private readonly living: KubeObject[] = [];
  private readonly templates: number;

  constructor(
    private readonly roll: Dice,
    readonly nodes: KubeObject[],
  ) {
    this.nodesMade = nodes.length;
    this.templates = roll(5000);
  }

  /** New pods; most are of a few templates. */
  pods(count: number): KubeObject[] {
    const made = Array.from({ length: count }, () => {
      const template = this.roll(4) === 0 ? -1 : this.templates + this.roll(3);
      return randomPod(this.roll, `p${this.podsMade++}`, template);
    });
    this.living.push(...made);
    return made;
  }

  node(): KubeObject {
    const made = randomNode(this.roll, `n${this.nodesMade++}`);
    this.nodes.push(made);
    return made;
  }

  /** One of the pods, there no longer. */
  takePod(): KubeObject | undefined {
    return this.living.splice(this.roll(Math.max(1, this.living.length)), 1)[0];
  }

  /** One of the nodes, there no longer. */
  takeNode(): KubeObject {
    return this.nodes.splice(this.roll(this.nodes.length), 1)[0]!;
  }
}

function randomStep(roll: Dice, cast: Cast): Step {
  switch (roll(8)) {
    case 0:
      return { advanceSeconds: 1 + roll(20) };
    case 1: {
      const pod = cast.takePod();
      if (pod === undefined) return { advanceSeconds: 1 };
      return { deletePod: `${pod.metadata.namespace}/${pod.metadata.name}` };
    }
    case 2: {
      if (cast.nodes.length === 0) return { create: [cast.node()] };
      return { update: randomNode(roll, pick(roll, cast.nodes).metadata.name!) };
    }
    case 3:
      return cast.nodes.length < 2 ? { create: [cast.node()] } : { deleteNode: cast.takeNode().metadata.name! };
    case 4:
      return { create: [cast.node()] };
    case 5:
      return { create: [randomService(roll)] };
    default:
      return { create: cast.pods(1 + roll(5)) };
  }
}

function randomConfig(roll: Dice): unknown {
  const args = (name: string, given: object) => ({ name, args: given });
  const resources = [
    { name: 'cpu', weight: 1 + roll(3) },
    { name: 'memory', weight: 1 },
  ];
  const preference = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] };
  const spread = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' };
  const whenUnsatisfiable = pick(roll, ['DoNotSchedule', 'ScheduleAnyway']);
  const pluginConfig = [
    args('NodeResourcesFit', { scoringStrategy: { type: pick(roll, ['LeastAllocated', 'MostAllocated']), resources } }),
    args('InterPodAffinity', { hardPodAffinityWeight: roll(3), ignorePreferredTermsOfExistingPods: roll(2) === 0 }),
    args('NodeAffinity', {
      addedAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference }] },
    }),
    args('PodTopologySpread', { defaultingType: 'List', defaultConstraints: [{ ...spread, whenUnsatisfiable }] }),
  ].filter(() => roll(2) === 0);
  return {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    percentageOfNodesToScore: pick(roll, [0, 1, 50, 100]),
    profiles: [{ schedulerName: 'default-scheduler', pluginConfig, plugins: randomPlugins(roll) }],
  };
}

/** Some plugins off, others in another order or with another weight. */
function randomPlugins(roll: Dice): Record<string, unknown> {
  const scoring = ['NodeResourcesFit', 'TaintToleration', 'ImageLocality', 'NodeResourcesBalancedAllocation'];
  const name = pick(roll, scoring);
  const filtering = ['NodeResourcesFit', 'TaintToleration', 'NodePorts', 'NodeAffinity'];
  const moved = pick(roll, filtering);
  return {
    ...(roll(2) === 0 && { score: { disabled: [{ name }], enabled: roll(2) === 0 ? [] : [{ name, weight: 7 }] } }),
    ...(roll(2) === 0 && { filter: { disabled: [{ name: moved }], enabled: [{ name: moved }] } }),
  };
}
