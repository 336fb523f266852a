/** In-tree volumes as their CSI drivers see them: driver, volume handle, topology. Upstream: csi-translation-lib/{translate.go,plugins/*.go}, v0.36. */
import type { CSINodeV1, PersistentVolumeV1, VolumeV1 } from '../objects/index.js';
import { type InTreePlugin, inTreePlugins, type Source } from './volume-csi-drivers.js';
import { translateTopology } from './volume-csi-topology.js';
import type { VolumeNodeAffinity } from './volume-node-affinity.js';

/** A volume's identity for its driver, or why there is none. */
export type CsiVolume = { readonly driver: string; readonly handle: string } | { readonly problem: string };

const migratedPluginsAnnotation = 'storage.alpha.kubernetes.io/migrated-plugins';

/** The in-tree plugin of a volume written into a pod; undefined if none of those that migrate. */
export function inlinePlugin(volume: VolumeV1): InTreePlugin | undefined {
  return inTreePlugins.find((plugin) => volume[plugin.source] != null);
}

/** The in-tree plugin of a persistent volume; undefined if none of those that migrate. */
export function volumePlugin(volume: PersistentVolumeV1): InTreePlugin | undefined {
  return inTreePlugins.find((plugin) => volume.spec[plugin.source] != null);
}

/** The in-tree plugin that provisions under this name; undefined for a CSI driver's own. */
export function pluginOfProvisioner(provisioner: string): InTreePlugin | undefined {
  return inTreePlugins.find((plugin) => plugin.name === provisioner);
}

/** A volume written into a pod, translated. */
export function translateInline(plugin: InTreePlugin, volume: VolumeV1, podNamespace: string): CsiVolume {
  const source = volume[plugin.source] as Source;
  return named(plugin, plugin.inlineHandle(source, { volumeName: volume.name, podNamespace }));
}

/** A persistent volume, translated. */
export function translateVolume(plugin: InTreePlugin, volume: PersistentVolumeV1): CsiVolume {
  return named(plugin, plugin.volumeHandle(volume.spec[plugin.source] as Source, volume));
}

/** Whether the node's CSINode says that the in-tree plugin has moved to CSI there. */
export function isMigratedOn(plugin: InTreePlugin, csiNode: CSINodeV1 | undefined): boolean {
  return csiNode !== undefined && migratedPluginsOf(csiNode).split(',').includes(plugin.name);
}

/** Whether a change of the CSINode changed which in-tree plugins have moved to CSI. */
export function migrationChanged(before: CSINodeV1, after: CSINodeV1): boolean {
  return migratedPluginsOf(before) !== migratedPluginsOf(after);
}

/** The in-tree plugins that have moved to CSI on the node, after commas. */
export function migratedPluginsOf({ metadata }: CSINodeV1): string {
  return metadata.annotations?.[migratedPluginsAnnotation] ?? '';
}

const translatedAffinity = new WeakMap<PersistentVolumeV1, VolumeNodeAffinity>();

/** The volume's node affinity on a node: in CSI's topology keys where its in-tree plugin has moved to CSI there; or why not. */
export function affinityOnNode(
  volume: PersistentVolumeV1,
  csiNode: CSINodeV1 | undefined,
): { readonly affinity: VolumeNodeAffinity } | { readonly problem: string } {
  const written = volume.spec.nodeAffinity?.required;
  const plugin = volumePlugin(volume);
  if (!plugin?.migrates || !isMigratedOn(plugin, csiNode)) return { affinity: written };
  const csiVolume = translateVolume(plugin, volume);
  if ('problem' in csiVolume) return { problem: `could not translate pv: ${csiVolume.problem}` };
  if (!translatedAffinity.has(volume))
    translatedAffinity.set(volume, translateTopology(volume, plugin.zoneTopologyKey));
  return { affinity: translatedAffinity.get(volume) };
}

/** Whether the volume can be reached from every node, whatever has moved to CSI there. */
export function isAllowedEverywhere(volume: PersistentVolumeV1): boolean {
  if (volume.spec.nodeAffinity?.required !== undefined) return false;
  const plugin = volumePlugin(volume);
  if (!plugin?.migrates) return true;
  const csiVolume = translateVolume(plugin, volume);
  return !('problem' in csiVolume) && translateTopology(volume, plugin.zoneTopologyKey) === undefined;
}

function named(plugin: InTreePlugin, handle: string | { problem: string }): CsiVolume {
  return typeof handle === 'string' ? { driver: plugin.driver, handle } : handle;
}
