/** A case as the engine takes it: objects defaulted, validated and compiled, once for all runs. */
import { never, Pod } from '../../engine/cluster/index.js';
import {
  admitObject,
  compileNode,
  compilePod,
  type KubeObject,
  type NodeSpec,
  type NodeV1,
  type PodSpec,
  type PodV1,
  priorityClassesOf,
  refusalText,
} from '../../engine/objects/index.js';
import type { VersusCase } from './make-case.js';

export interface CompiledCase {
  readonly percentageOfNodesToScore: number;
  readonly services: readonly KubeObject[];
  readonly nodes: readonly NodeSpec[];
  readonly running: readonly Pod[];
  /** In the order in which they are scheduled. */
  readonly waiting: readonly Pod[];
}

/** Throws where the API server would refuse an object. */
export function compileCase({ objects, percentageOfNodesToScore }: VersusCase): CompiledCase {
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const specs = new Map<string, PodSpec>();
  const pods = ofKind('Pod').map((object, index) => compiledPod(object as PodV1, index, specs));
  return {
    percentageOfNodesToScore,
    services: ofKind('Service').map(admitted),
    nodes: ofKind('Node').map((object) => compileNode(admitted(object) as NodeV1)),
    running: pods.filter((pod) => pod.nodeName !== ''),
    waiting: pods.filter((pod) => pod.nodeName === ''),
  };
}

/** As in a run, pods of one template share what is compiled from it. */
function compiledPod(object: PodV1, index: number, specs: Map<string, PodSpec>): Pod {
  const { metadata } = object;
  const { nodeName = '', ...template } = object.spec;
  const text = JSON.stringify([metadata.namespace, metadata.labels, template]);
  const spec = specs.get(text) ?? compilePod(admitted({ ...object, spec: template }) as PodV1);
  specs.set(text, spec);
  const phase = nodeName === '' ? 'Pending' : 'Running';
  return new Pod(index, metadata.name!, spec, spec.labels, 0, nodeName, '', phase, nodeName === '' ? never : 0);
}

function admitted(raw: KubeObject): KubeObject {
  const { object, errors } = admitObject(raw, { priorityClasses: priorityClassesOf([]) });
  if (errors.length > 0) throw new Error(`${raw.kind} ${raw.metadata.name}: ${refusalText(errors)}`);
  return object;
}
