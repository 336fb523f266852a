/** The selector that default spread constraints get: what the services that match a pod and its owner select. Upstream: plugins/helper/spread.go, v1.36. */
import type { ObjectStore, Pod } from '../cluster/index.js';
import {
  compileLabelMap,
  compileSelector,
  type LabelSelector,
  type LabelSelectorV1,
  type Labels,
  type PodSpec,
} from '../objects/index.js';

interface ServiceSelector {
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: LabelSelector;
}

/** What the owner selects: a plain map (ReplicationController) or a label selector (ReplicaSet, StatefulSet). */
type OwnerSelector = { readonly plain: Readonly<Record<string, string>> } | { readonly selector: LabelSelectorV1 };

interface Kept {
  readonly serviceVersion: number;
  /** The owner's own selector object; a new one means that the owner changed. */
  readonly owner: unknown;
  readonly selector: LabelSelector;
}

export class DefaultSelectors {
  private readonly kept = new WeakMap<PodSpec, WeakMap<Labels, Kept>>();
  private services = new Map<string, ServiceSelector[]>();
  private servicesVersion = -1;

  constructor(private readonly objects: ObjectStore) {}

  /** The pod's selector; `everything` where nothing selects it. */
  of(pod: Pod): LabelSelector {
    const serviceVersion = this.objects.version('Service');
    const owner = this.ownerSelector(pod);
    const ofSpec = this.keptOf(pod.spec);
    const known = ofSpec.get(pod.labels);
    if (known?.serviceVersion === serviceVersion && known.owner === contentOf(owner)) return known.selector;
    const selector = merged(this.serviceLabels(pod), owner);
    ofSpec.set(pod.labels, { serviceVersion, owner: contentOf(owner), selector });
    return selector;
  }

  private keptOf(spec: PodSpec): WeakMap<Labels, Kept> {
    let found = this.kept.get(spec);
    if (found === undefined) {
      found = new WeakMap();
      this.kept.set(spec, found);
    }
    return found;
  }

  /** The labels that services matching the pod select, together; they cannot contradict each other. */
  private serviceLabels(pod: Pod): Record<string, string> {
    const all: Record<string, string> = {};
    for (const service of this.servicesIn(pod.namespace)) {
      if (service.selector.matches(pod.labels)) Object.assign(all, service.labels);
    }
    return all;
  }

  private servicesIn(namespace: string): readonly ServiceSelector[] {
    const version = this.objects.version('Service');
    if (version !== this.servicesVersion) {
      this.services = this.servicesByNamespace();
      this.servicesVersion = version;
    }
    return this.services.get(namespace) ?? [];
  }

  /** Services without a selector match nothing. */
  private servicesByNamespace(): Map<string, ServiceSelector[]> {
    const byNamespace = new Map<string, ServiceSelector[]>();
    for (const service of this.objects.list('Service')) {
      const labels = service.spec?.selector;
      if (!labels) continue;
      const namespace = service.metadata.namespace ?? '';
      const list = byNamespace.get(namespace) ?? [];
      list.push({ labels, selector: compileLabelMap(labels) });
      byNamespace.set(namespace, list);
    }
    return byNamespace;
  }

  private ownerSelector(pod: Pod): OwnerSelector | null {
    const owner = pod.spec.controllerRef;
    if (owner === null) return null;
    switch (`${owner.apiVersion} ${owner.kind}`) {
      case 'v1 ReplicationController': {
        const spec = this.objects.get('ReplicationController', pod.namespace, owner.name)?.['spec'];
        const plain = (spec as { selector?: Record<string, string> } | undefined)?.selector;
        return plain ? { plain } : null;
      }
      case 'apps/v1 ReplicaSet':
      case 'apps/v1 StatefulSet': {
        const kind = owner.kind as 'ReplicaSet' | 'StatefulSet';
        const selector = this.objects.get(kind, pod.namespace, owner.name)?.spec.selector;
        return selector ? { selector } : null;
      }
      default:
        return null;
    }
  }
}

function contentOf(owner: OwnerSelector | null): unknown {
  if (owner === null) return null;
  return 'plain' in owner ? owner.plain : owner.selector;
}

/** Services' labels and the owner's requirements together; a ReplicationController's labels replace theirs. */
function merged(serviceLabels: Record<string, string>, owner: OwnerSelector | null): LabelSelector {
  if (owner === null) return compileLabelMap(serviceLabels);
  if ('plain' in owner) return compileLabelMap({ ...serviceLabels, ...owner.plain });
  const fromServices = Object.entries(serviceLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  return compileSelector({
    ...owner.selector,
    matchExpressions: [...(owner.selector.matchExpressions ?? []), ...fromServices],
  });
}
