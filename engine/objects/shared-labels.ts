/** Labels of nodes that differ in their hostname alone: the others are kept once. */
import { type Labels, labelsOf } from './labels.js';

const hostnameLabel = 'kubernetes.io/hostname';

/** Invariant: label sets with the same labels besides the hostname share one map. */
export class SharedLabels {
  private readonly bySignature = new Map<string, Labels>();

  of(plain: Readonly<Record<string, string>> | undefined): Labels {
    const hostname = plain?.[hostnameLabel];
    if (plain === undefined || hostname === undefined) return labelsOf(plain);
    const signature = JSON.stringify({ ...plain, [hostnameLabel]: '' });
    let shared = this.bySignature.get(signature);
    if (shared === undefined) {
      shared = labelsOf(plain);
      this.bySignature.set(signature, shared);
    }
    return new HostLabels(shared, hostname);
  }
}

class HostLabels implements Labels {
  constructor(
    /** A hostname is among them, of some node. */
    private readonly shared: Labels,
    private readonly hostname: string,
  ) {}

  get(key: string): string | undefined {
    return key === hostnameLabel ? this.hostname : this.shared.get(key);
  }

  has(key: string): boolean {
    return this.shared.has(key);
  }

  get size(): number {
    return this.shared.size;
  }

  *entries(): Iterable<[string, string]> {
    for (const [key, value] of this.shared.entries()) yield [key, key === hostnameLabel ? this.hostname : value];
  }
}
