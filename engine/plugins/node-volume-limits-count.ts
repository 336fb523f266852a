/** The CSI volumes that pods bring to a node, each once, by driver. Upstream: filterAttachableVolumes in plugins/nodevolumelimits/csi.go, v1.36. */
import type { ObjectStore, Pod } from '../cluster/index.js';
import type { Release } from '../framework/index.js';
import type { CSINodeV1, KubeObject, PersistentVolumeClaimV1, VolumeV1 } from '../objects/index.js';
import { boundVolumeName, claimKey, classOfClaim } from './volume-claims.js';
import type { InTreePlugin } from './volume-csi-drivers.js';
import {
  type CsiVolume,
  inlinePlugin,
  isMigratedOn,
  pluginOfProvisioner,
  translateInline,
  translateVolume,
  volumePlugin,
} from './volume-csi-translation.js';
import { claimUseOf, ownershipProblem, volumesOf } from './volume-sources.js';

/** Unique volume name ("driver/handle") → driver. */
export type AttachedVolumes = Map<string, string>;

/** What stands in the way of counting. */
export type CountProblem = { readonly problem: string; readonly missingClaim: boolean };

/** Marks the handle of a volume that is not there yet; no driver's own begins so. */
const unboundPrefix = '(unbound)-';

export class VolumeCounter {
  constructor(
    private readonly objects: ObjectStore,
    private readonly release: Release,
  ) {}

  /**
   * Adds the pod's volumes; a waiting pod needs all its claims, a placed one's missing claims are passed over. Claims and volumes
   * that are looked up, found or not, are named in `lookedUp`.
   */
  add(
    to: AttachedVolumes,
    pod: Pod,
    csiNode: CSINodeV1 | undefined,
    waiting: boolean,
    lookedUp?: string[],
  ): CountProblem | null {
    for (const volume of volumesOf(pod)) {
      const use = claimUseOf(pod, volume);
      const problem =
        use === null
          ? this.addInline(to, volume, pod, csiNode)
          : this.addClaim(to, use.name, use.ephemeral, pod, csiNode, waiting, lookedUp);
      if (problem !== null) return problem;
    }
    return null;
  }

  /** The volumes attached to the node by their VolumeAttachments. */
  attachedTo(nodeName: string, lookedUp?: string[]): AttachedVolumes {
    const attached: AttachedVolumes = new Map();
    for (const attachment of this.objects.grouped('VolumeAttachment', nodeOfAttachment, nodeName).values()) {
      const { attacher, source } = specOf(attachment);
      const name = source?.persistentVolumeName ?? '';
      const volume = this.objects.get('PersistentVolume', '', name);
      lookedUp?.push(volumeDependency(name));
      if (!attacher || !volume?.spec.csi) continue;
      attached.set(`${attacher}/${volume.spec.csi.volumeHandle}`, attacher);
    }
    return attached;
  }

  private addClaim(
    to: AttachedVolumes,
    name: string,
    ephemeral: boolean,
    pod: Pod,
    csiNode: CSINodeV1 | undefined,
    waiting: boolean,
    lookedUp: string[] | undefined,
  ): CountProblem | null {
    if (name === '') return counted('PersistentVolumeClaim had no name');
    lookedUp?.push(claimDependency(pod.namespace, name));
    const claim = this.objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined) {
      const problem = `looking up PVC ${pod.namespace}/${name}: persistentvolumeclaim "${name}" not found`;
      return waiting ? { problem, missingClaim: true } : null;
    }
    const notOwned = ephemeral ? ownershipProblem(pod, claim) : null;
    if (notOwned !== null) return counted(notOwned);
    if (boundVolumeName(claim) !== '') lookedUp?.push(volumeDependency(boundVolumeName(claim)));
    const volume = this.volumeOf(claim, csiNode);
    if (volume !== null && volume.driver !== '' && volume.handle !== '')
      to.set(`${volume.driver}/${volume.handle}`, volume.driver);
    return null;
  }

  private addInline(
    to: AttachedVolumes,
    volume: VolumeV1,
    pod: Pod,
    csiNode: CSINodeV1 | undefined,
  ): CountProblem | null {
    const plugin = inlinePlugin(volume);
    if (plugin === undefined || !this.countsAsCsi(plugin, csiNode)) return null;
    const translated = translateInline(plugin, volume, pod.namespace);
    if ('problem' in translated)
      return counted(`converting volume(${volume.name}) from inline to csi: ${translated.problem}`);
    to.set(`${translated.driver}/${translated.handle}`, translated.driver);
    return null;
  }

  /** The claim's volume, or the one its class will make; null where it does not count. */
  private volumeOf(claim: PersistentVolumeClaimV1, csiNode: CSINodeV1 | undefined): Named | null {
    const name = boundVolumeName(claim);
    const volume = name === '' ? undefined : this.objects.get('PersistentVolume', '', name);
    if (volume === undefined) return this.volumeToBe(claim, csiNode);
    const { csi } = volume.spec;
    if (csi) return { driver: csi.driver ?? '', handle: csi.volumeHandle ?? '' };
    const plugin = volumePlugin(volume);
    if (plugin === undefined || !this.countsAsCsi(plugin, csiNode)) return null;
    const translated: CsiVolume = translateVolume(plugin, volume);
    return 'problem' in translated ? null : translated;
  }

  private volumeToBe(claim: PersistentVolumeClaimV1, csiNode: CSINodeV1 | undefined): Named | null {
    const className = classOfClaim(claim);
    const storageClass = className === '' ? undefined : this.objects.get('StorageClass', '', className);
    if (storageClass === undefined) return null;
    const handle = unboundPrefix + claimKey(claim);
    const plugin = pluginOfProvisioner(storageClass.provisioner);
    if (plugin === undefined) return { driver: storageClass.provisioner, handle };
    return this.countsAsCsi(plugin, csiNode) ? { driver: plugin.driver, handle } : null;
  }

  private countsAsCsi(plugin: InTreePlugin, csiNode: CSINodeV1 | undefined): boolean {
    if (csiNode === undefined || !plugin.migrates) return false;
    if (plugin.source !== 'portworxVolume' || !this.release.behaviour.volumeLimitsReadMigratedPlugins) return true;
    return isMigratedOn(plugin, csiNode);
  }
}

interface Named {
  readonly driver: string;
  readonly handle: string;
}

function counted(problem: string): CountProblem {
  return { problem, missingClaim: false };
}

/** How `lookedUp` names a claim. */
export function claimDependency(namespace: string, name: string): string {
  return `claim ${namespace}/${name}`;
}

/** How `lookedUp` names a volume. */
export function volumeDependency(name: string): string {
  return `volume ${name}`;
}

interface AttachmentSpec {
  readonly attacher?: string;
  readonly nodeName?: string;
  readonly source?: { readonly persistentVolumeName?: string };
}

function specOf(attachment: KubeObject): AttachmentSpec {
  return (attachment['spec'] ?? {}) as AttachmentSpec;
}

/** The name of the node that the volume is attached to. */
export function nodeOfAttachment(attachment: KubeObject): string {
  return specOf(attachment).nodeName ?? '';
}
