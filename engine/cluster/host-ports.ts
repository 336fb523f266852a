/** The host ports in use on a node, by address. Upstream: kube-scheduler/framework HostPortInfo, v1.36. */
import type { HostPort } from '../objects/index.js';

const anyAddress = '0.0.0.0';

export class HostPorts {
  private readonly byAddress = new Map<string, Set<string>>();

  get size(): number {
    let count = 0;
    for (const ports of this.byAddress.values()) count += ports.size;
    return count;
  }

  add(port: HostPort): void {
    if (port.port <= 0) return;
    const address = addressOf(port);
    const ports = this.byAddress.get(address);
    if (ports) ports.add(keyOf(port));
    else this.byAddress.set(address, new Set([keyOf(port)]));
  }

  remove(port: HostPort): void {
    const address = addressOf(port);
    const ports = this.byAddress.get(address);
    ports?.delete(keyOf(port));
    if (ports?.size === 0) this.byAddress.delete(address);
  }

  /** Whether the port is taken: on the same address, or where either side means all addresses. */
  conflicts(port: HostPort): boolean {
    if (port.port <= 0) return false;
    const key = keyOf(port);
    const address = addressOf(port);
    if (address !== anyAddress) return this.has(address, key) || this.has(anyAddress, key);
    for (const ports of this.byAddress.values()) if (ports.has(key)) return true;
    return false;
  }

  copy(): HostPorts {
    const copy = new HostPorts();
    for (const [address, ports] of this.byAddress) copy.byAddress.set(address, new Set(ports));
    return copy;
  }

  private has(address: string, key: string): boolean {
    return this.byAddress.get(address)?.has(key) ?? false;
  }
}

function addressOf(port: HostPort): string {
  return port.ip === '' ? anyAddress : port.ip;
}

function keyOf(port: HostPort): string {
  return `${port.protocol === '' ? 'TCP' : port.protocol}/${port.port}`;
}
