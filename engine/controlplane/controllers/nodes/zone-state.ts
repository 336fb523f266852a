/** How healthy a zone is, and how fast its nodes may be given up. Upstream: ComputeZoneState and setLimiterInZone in pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.36. */

/** Full: no node is ready; partial: most are not. */
export type ZoneState = 'normal' | 'partial' | 'full';

/** Share of unready nodes from which a zone counts as unhealthy. Source: --unhealthy-zone-threshold. */
const unhealthyShare = 0.55;
/** Zones up to this size are left alone when they are unhealthy. Source: --large-cluster-size-threshold. */
const largeZone = 50;

/** The state of a zone with so many nodes ready and not. */
export function zoneState(ready: number, notReady: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'full';
  return notReady > 2 && notReady / (notReady + ready) >= unhealthyShare ? 'partial' : 'normal';
}

/** Nodes a second. A zone that is down wholly is evicted at the normal rate; if all zones are, none is, which the caller sees to. */
export function evictionRate(state: ZoneState, nodes: number, rates: { normal: number; reduced: number }): number {
  if (state !== 'partial') return rates.normal;
  return nodes > largeZone ? rates.reduced : 0;
}
