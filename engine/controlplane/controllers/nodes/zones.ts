/** The cluster's zones: how many nodes of each are ready, and who waits for its taint at which rate. Upstream: handleDisruption in pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.36. */
import { labelsOf, type NodeV1, zoneKeyOf } from '../../../objects/index.js';
import { readyStatus } from './node-objects.js';
import { evictionRate, type ZoneState, zoneState } from './zone-state.js';
import { ZoneTainter } from './zone-tainter.js';

interface Zone {
  readonly tainter: ZoneTainter;
  state: ZoneState;
  nodes: number;
  readonly down: Set<string>;
}

/** Nodes a second. */
export interface EvictionRates {
  readonly normal: number;
  readonly reduced: number;
}

/** Invariant: every node that was seen counts in one zone. */
export class Zones {
  private readonly zones = new Map<string, Zone>();
  private readonly zoneOfNode = new Map<string, Zone>();
  private allDown = false;

  constructor(private readonly rates: EvictionRates) {}

  /** Takes a node's current version in. */
  see(name: string, node: NodeV1): void {
    const zone = this.zone(zoneKeyOf(labelsOf(node.metadata.labels)));
    if (this.zoneOfNode.get(name) !== zone) {
      this.forget(name);
      this.zoneOfNode.set(name, zone);
      zone.nodes++;
    }
    if (readyStatus(node) === 'True') zone.down.delete(name);
    else zone.down.add(name);
  }

  forget(name: string): void {
    const zone = this.zoneOfNode.get(name);
    if (!zone) return;
    zone.nodes--;
    zone.down.delete(name);
    zone.tainter.remove(name);
    this.zoneOfNode.delete(name);
  }

  tainterOf(name: string): ZoneTainter | undefined {
    return this.zoneOfNode.get(name)?.tainter;
  }

  tainters(): ZoneTainter[] {
    return [...this.zones.values()].map((zone) => zone.tainter);
  }

  /** Rates follow the zones' health. Returns whether all zones just went down, or came back: then nobody is evicted, or everybody anew. */
  review(nowUs: number): 'went down' | 'came back' | null {
    const peopled = [...this.zones.values()].filter((zone) => zone.nodes > 0);
    const states = new Map(peopled.map((zone) => [zone, zoneState(zone.nodes - zone.down.size, zone.down.size)]));
    const wasDown = this.allDown;
    this.allDown = [...states.values()].every((state) => state === 'full');
    const turned = this.allDown !== wasDown;
    for (const [zone, state] of states) {
      if (state === zone.state && !turned) continue;
      zone.tainter.setRate(this.allDown ? 0 : evictionRate(state, zone.nodes, this.rates), nowUs);
      zone.state = state;
    }
    if (!turned) return null;
    return this.allDown ? 'went down' : 'came back';
  }

  private zone(key: string): Zone {
    let zone = this.zones.get(key);
    if (zone === undefined) {
      zone = { tainter: new ZoneTainter(this.rates.normal), state: 'normal', nodes: 0, down: new Set() };
      this.zones.set(key, zone);
    }
    return zone;
  }
}
