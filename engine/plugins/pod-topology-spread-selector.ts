/** The selector that default spread constraints get: what the services that match a pod and its owner select. Upstream: plugins/helper/spread.go, v1.36. */
import type { ObjectStore, Pod } from '../cluster/index.js';
import {
  compileLabelMap,
  compileSelector,
  type LabelSelector,
  type LabelSelectorV1,
  type Labels,
  nothing,
  type PodSpec,
  type ServiceV1,
} from '../objects/index.js';

/** What the owner selects: a plain map (ReplicationController) or a label selector (ReplicaSet, StatefulSet). */
type OwnerSelector = { readonly plain: Readonly<Record<string, string>> } | { readonly selector: LabelSelectorV1 };

interface Kept {
  readonly serviceVersion: number;
  /** The owner's own selector object; a new one means that the owner changed. */
  readonly owner: unknown;
  readonly selector: LabelSelector;
}

/** Finds pods' default selectors and keeps them while services and owners stay as they are. */
export class DefaultSelectors {
  private readonly kept = new WeakMap<PodSpec, WeakMap<Labels, Kept>>();
  private readonly ofService = new WeakMap<ServiceV1, LabelSelector>();

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
    for (const [, service] of this.objects.grouped('Service', namespaceOf, pod.namespace)) {
      if (this.selectorOf(service).matches(pod.labels)) Object.assign(all, service.spec?.selector);
    }
    return all;
  }

  /** A service without a selector selects nothing. */
  private selectorOf(service: ServiceV1): LabelSelector {
    let selector = this.ofService.get(service);
    if (selector === undefined) {
      selector = service.spec?.selector ? compileLabelMap(service.spec.selector) : nothing;
      this.ofService.set(service, selector);
    }
    return selector;
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

function namespaceOf({ metadata }: ServiceV1): string {
  return metadata.namespace ?? '';
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
