/** The cluster's kubelets, each made when its node gets its first pod: an idle node costs nothing. */
import { type ApiClient, type ApiStore, createClient } from '../controlplane/index.js';
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

  /** False where it was down before. */
  fail(name: string): boolean {
    const kubelet = this.byName.get(name);
    const was = kubelet?.down ?? this.downBefore.has(name);
    if (kubelet) kubelet.down = true;
    else this.downBefore.add(name);
    return !was;
  }

  /** What fell due meanwhile happens now, in its order. False where it was not down. */
  recover(name: string): boolean {
    const kubelet = this.byName.get(name);
    if (kubelet === undefined) return this.downBefore.delete(name);
    const was = kubelet.down;
    kubelet.down = false;
    for (const { handler, a, b } of kubelet.unpark()) this.kernel.after(0, handler, a, b);
    return was;
  }
}
