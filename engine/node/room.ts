/** What a kubelet's admitted pods take of its node. */
import { HostPorts } from '../cluster/index.js';
import { type PodSpec, plus } from '../objects/index.js';

/** Invariant: the sum over the pods that were added and not removed. */
export class Room {
  pods = 0;
  cpuMilli = 0;
  memoryBytes = 0;
  ephemeralStorageBytes = 0;
  private scalars: Map<string, number> | null = null;
  private ports: HostPorts | null = null;

  add(spec: PodSpec): void {
    this.account(spec, 1);
    if (spec.hostPorts.length === 0) return;
    this.ports ??= new HostPorts();
    for (const port of spec.hostPorts) this.ports.add(port);
  }

  remove(spec: PodSpec): void {
    this.account(spec, -1);
    for (const port of spec.hostPorts) this.ports?.remove(port);
  }

  scalar(name: string): number {
    return this.scalars?.get(name) ?? 0;
  }

  /** Whether a host port that the pod wants is taken. */
  conflicts(spec: PodSpec): boolean {
    return this.ports !== null && spec.hostPorts.some((port) => this.ports!.conflicts(port));
  }

  private account({ requests }: PodSpec, sign: 1 | -1): void {
    this.pods += sign;
    this.cpuMilli = plus(this.cpuMilli, sign * requests.cpuMilli);
    this.memoryBytes = plus(this.memoryBytes, sign * requests.memoryBytes);
    this.ephemeralStorageBytes = plus(this.ephemeralStorageBytes, sign * requests.ephemeralStorageBytes);
    for (const [name, amount] of requests.scalars) {
      this.scalars ??= new Map();
      this.scalars.set(name, plus(this.scalar(name), sign * amount));
    }
  }
}
