/** A volume's node affinity in its CSI driver's topology keys. Upstream: translateTopologyFromInTreeToCSI in csi-translation-lib/plugins/in_tree_volume.go, v0.36. */
import type { LabelSelectorRequirementV1, NodeSelectorTermV1, PersistentVolumeV1 } from '../objects/index.js';
import type { VolumeNodeAffinity } from './volume-node-affinity.js';
import { betaRegionLabel, betaZoneLabel, regionLabel, zoneDelimiter, zoneLabel } from './volume-topology-labels.js';

/**
 * Zones in the affinity move to the driver's key; without any, those of the volume's zone label are required under it. A beta
 * region becomes a GA one. null: the driver has no zones.
 */
export function translateTopology(volume: PersistentVolumeV1, zoneTopologyKey: string | null): VolumeNodeAffinity {
  const written = volume.spec.nodeAffinity?.required;
  if (zoneTopologyKey === null) return written;
  const labels = labelsInUse(volume);
  let terms: Terms = written?.nodeSelectorTerms ?? [];
  if (valuesOf(terms, labels.zone).length > 0) terms = renamed(terms, labels.zone, zoneTopologyKey);
  else terms = withZones(terms, zoneTopologyKey, volume.metadata.labels?.[labels.zone]);
  if (labels.region === betaRegionLabel) terms = renamedIfUsed(terms, betaRegionLabel, regionLabel);
  return written === undefined && terms.length === 0 ? undefined : { nodeSelectorTerms: [...terms] };
}

/** Which generation of zone and region labels the volume goes by: affinity before labels, GA before beta. */
function labelsInUse(volume: PersistentVolumeV1): { zone: string; region: string } {
  const ga = { zone: zoneLabel, region: regionLabel };
  const beta = { zone: betaZoneLabel, region: betaRegionLabel };
  const terms = volume.spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  for (const labels of [ga, beta]) if (hasKey(terms, labels.zone)) return labels;
  for (const labels of [ga, beta]) if (volume.metadata.labels?.[labels.zone] !== undefined) return labels;
  return ga;
}

type Terms = readonly NodeSelectorTermV1[];

function requirements(terms: Terms, key: string): LabelSelectorRequirementV1[] {
  return terms.flatMap((term) => (term.matchExpressions ?? []).filter((requirement) => requirement.key === key));
}

function hasKey(terms: Terms, key: string): boolean {
  return requirements(terms, key).length > 0;
}

function valuesOf(terms: Terms, key: string): string[] {
  return requirements(terms, key).flatMap((requirement) => requirement.values ?? []);
}

function renamedIfUsed(terms: Terms, from: string, to: string): Terms {
  return valuesOf(terms, from).length > 0 ? renamed(terms, from, to) : terms;
}

function renamed(terms: Terms, from: string, to: string): Terms {
  return terms.map((term) => {
    if (!term.matchExpressions) return term;
    const rename = (r: LabelSelectorRequirementV1) => (r.key === from ? { ...r, key: to } : r);
    return { ...term, matchExpressions: term.matchExpressions.map(rename) };
  });
}

/** Every term (one is made if there is none) also asks for one of the zones that the label lists. */
function withZones(terms: Terms, key: string, label: string | undefined): Terms {
  const zones = new Set((label ?? '').split(zoneDelimiter).map((zone) => zone.trim()));
  zones.delete('');
  if (zones.size === 0) return terms;
  const requirement = { key, operator: 'In', values: [...zones].sort() };
  const all = terms.length === 0 ? [{}] : terms;
  return all.map((term: NodeSelectorTermV1) => ({
    ...term,
    matchExpressions: [...(term.matchExpressions ?? []), requirement],
  }));
}
