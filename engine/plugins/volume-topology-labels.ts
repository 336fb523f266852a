/** Zone and region labels, today's and beta's, and how a volume's label lists several. Upstream: api/core/v1/well_known_labels.go and cloud-provider/volume/helpers/zones.go, v1.36. */

export const zoneLabel = 'topology.kubernetes.io/zone';
export const regionLabel = 'topology.kubernetes.io/region';
export const betaZoneLabel = 'failure-domain.beta.kubernetes.io/zone';
export const betaRegionLabel = 'failure-domain.beta.kubernetes.io/region';

/** Between the zones of a volume's label. */
export const zoneDelimiter = '__';

/** The zones or regions that a volume's label lists; null where one of them is empty. */
export function labelValues(label: string): ReadonlySet<string> | null {
  const values = label.split(zoneDelimiter).map((value) => value.trim());
  return values.includes('') ? null : new Set(values);
}
