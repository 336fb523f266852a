/** The cluster's kubelets, each made when its node gets its first pod: an idle node costs nothing. */
import type { ApiStore } from '../controlplane/index.js';
import { type ApiClient, createClient } from '../controlplane/index.js';
import type { Kernel } from '../kernel/index.js';
import type { NodeV1 } from '../objects/index.js';
import { Kubelet } from './kubelet.js';

export class Kubelets {
  private readonly byName = new Map<string, Kubelet>();
  private readonly rows: Kubelet[] = [];
  /** Nodes that are down and have had no pod yet. */
  private readonly downBefore = new Set<string>();

  constructor(
    private readonly kernel: Kernel,
    private readonly store: ApiStore,
    private readonly limits: { readonly kubeletQps: number; readonly kubeletBurst: number },
  ) {}

  of(nodeName: string): Kubelet {
    let kubelet = this.byName.get(nodeName);
    if (kubelet === undefined) {
      kubelet = new Kubelet(this.rows.length, nodeName);
      kubelet.down = this.downBefore.delete(nodeName);
      this.rows.push(kubelet);
      this.byName.set(nodeName, kubelet);
    }
    return kubelet;
  }

  at(row: number): Kubelet {
    return this.rows[row]!;
  }

  /** The node's object as it is now; null where there is none. */
  nodeOf({ name }: Kubelet): NodeV1 | null {
    return (this.store.find('Node', '', name)?.current ?? null) as NodeV1 | null;
  }

  clientOf(kubelet: Kubelet): ApiClient {
    kubelet.client ??= createClient(`kubelet ${kubelet.name}`, this.limits.kubeletQps, this.limits.kubeletBurst);
    return kubelet.client;
  }

  fail(name: string): void {
    const kubelet = this.byName.get(name);
    if (kubelet) kubelet.down = true;
    else this.downBefore.add(name);
  }

  /** What fell due meanwhile happens now, in its order. */
  recover(name: string): void {
    this.downBefore.delete(name);
    const kubelet = this.byName.get(name);
    if (kubelet === undefined) return;
    kubelet.down = false;
    const { parked } = kubelet;
    kubelet.parked = [];
    for (const { handler, a, b } of parked) this.kernel.after(0, handler, a, b);
  }
}
