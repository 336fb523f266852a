/** What a kubelet's admitted pods take of its node. */
import { HostPorts } from '../cluster/index.js';
import { amountIn, exactAmountIn, int64, isSmall, type PodSpec, type Resources } from '../objects/index.js';

/** Invariant: the sum over the pods that were added and not removed. */
export class Room {
  pods = 0;
  cpuMilli = 0;
  memoryBytes = 0;
  ephemeralStorageBytes = 0;
  private scalars: Map<string, number> | null = null;
  /** Sums to the last unit, by resource, where they are not small. */
  private large: Map<string, bigint> | null = null;
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

  /** What is taken of a resource, to the last unit; `amount` is the sum as float64 has it. */
  exactly(name: string, amount: number): bigint {
    return this.large?.get(name) ?? BigInt(amount);
  }

  /** Whether a host port that the pod wants is taken. */
  conflicts(spec: PodSpec): boolean {
    return this.ports !== null && spec.hostPorts.some((port) => this.ports!.conflicts(port));
  }

  private account({ requests }: PodSpec, sign: 1 | -1): void {
    this.pods += sign;
    this.cpuMilli = this.sum('cpu', this.cpuMilli, requests, sign);
    this.memoryBytes = this.sum('memory', this.memoryBytes, requests, sign);
    this.ephemeralStorageBytes = this.sum('ephemeral-storage', this.ephemeralStorageBytes, requests, sign);
    for (const name of requests.scalars.keys()) {
      this.scalars ??= new Map();
      this.scalars.set(name, this.sum(name, this.scalar(name), requests, sign));
    }
  }

  private sum(name: string, before: number, requests: Resources, sign: 1 | -1): number {
    const after = before + sign * amountIn(requests, name);
    if (isSmall(before) && isSmall(after)) return after;
    const exact = int64(this.exactly(name, before) + BigInt(sign) * exactAmountIn(requests, name));
    const rounded = Number(exact);
    this.large ??= new Map();
    if (isSmall(rounded)) this.large.delete(name);
    else this.large.set(name, exact);
    return rounded;
  }
}
