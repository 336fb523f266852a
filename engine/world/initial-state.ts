/** The cluster as it is when a run begins: objects adopted into the store, nodes made from groups, running pods on their nodes. */
import { type ApiStore, compileAdopted, type ObjectApi, type PodApi } from '../controlplane/index.js';
import { releaseOf, resizeRulesOf } from '../framework/index.js';
import {
  type ApiRules,
  admitObject,
  ConfigError,
  type KubeObject,
  type PodV1,
  type PriorityClasses,
  refusalText,
  SharedSpecs,
} from '../objects/index.js';
import type { RunSpec } from '../run-spec.js';
import { nodeTemplate } from './group-nodes.js';

export interface InitialStateParts {
  readonly store: ApiStore;
  readonly objects: ObjectApi;
  readonly pods: PodApi;
  priorityClasses(): PriorityClasses;
  readonly apiRules: ApiRules;
}

/** Adopts everything that is there at the beginning. Throws the ConfigError of an object that the API server would not hold. */
export function adoptInitialState(parts: InitialStateParts, spec: RunSpec): void {
  const pods: PodV1[] = [];
  const specs = new SharedSpecs(resizeRulesOf(releaseOf(spec.kubernetes, spec.featureGates)));
  for (const raw of spec.objects) {
    if (raw.kind === 'Pod') pods.push(raw as PodV1);
    else parts.objects.adopt(admitted(parts, raw));
  }
  for (const group of spec.nodeGroups) {
    if (group.joinUs === 0 && group.count > 0)
      parts.store.adoptGroup(
        nodeTemplate(group, (raw) => admitted(parts, raw)),
        0,
      );
  }
  for (const raw of pods) {
    const pod = admitted(parts, raw) as PodV1;
    const { draft, state } = compileAdopted(pod, specs);
    parts.pods.adopt(draft, state);
  }
}

function admitted({ priorityClasses, apiRules }: InitialStateParts, raw: KubeObject): KubeObject {
  const context = { priorityClasses: priorityClasses(), asStored: true, apiRules };
  const { object, errors } = admitObject(raw, context);
  if (errors.length === 0) return object;
  const { namespace, name } = raw.metadata;
  const source = `${raw.kind} ${namespace ? `${namespace}/` : ''}${name}`;
  throw new ConfigError({ source, problem: refusalText(errors) });
}
