/** Signs pods for one profile and asks no plugin twice about what pods of one spec share. */
import type { Pod } from '../cluster/index.js';
import type { Plugin } from './plugin.js';
import { canonical, podSignature } from './pod-signature.js';

export class PodSigner {
  private readonly bySpec: readonly Plugin[];
  private readonly byPod: readonly Plugin[];
  /** By spec; null where a plugin reads more than the pod itself. */
  private readonly ofSpec = new WeakMap<Pod['spec'], string | null>();
  /** The plugin that last read more than the pod itself: it is asked first. */
  private refuser: Plugin | null = null;
  /** What was signed last, and how that reads: most pods are of the template of the pod before. */
  private lastSpec: Pod['spec'] | null = null;
  private readonly lastSigned: unknown[] = [];
  private lastSignature = '';

  constructor(signers: readonly Plugin[]) {
    this.bySpec = signers.filter((plugin) => plugin.signsSpecOnly === true);
    this.byPod = signers.filter((plugin) => plugin.signsSpecOnly !== true);
  }

  /** Equal for pods that all plugins see alike; undefined: at least one reads more than the pod itself. */
  signatureOf(pod: Pod): string | undefined {
    if (this.refuser !== null && this.refuser.signs!(pod) === undefined) return undefined;
    const ofSpec = this.specSignature(pod);
    if (ofSpec === null) return undefined;
    let isAsBefore = pod.spec === this.lastSpec;
    this.lastSpec = null;
    for (let i = 0; i < this.byPod.length; i++) {
      const signed = this.byPod[i]!.signs!(pod);
      if (signed === undefined) {
        this.refuser = this.byPod[i]!;
        return undefined;
      }
      if (signed === this.lastSigned[i]) continue;
      isAsBefore = false;
      this.lastSigned[i] = signed;
    }
    if (!isAsBefore) this.lastSignature = `${ofSpec}\n${this.lastSigned.map(canonical).join('\n')}`;
    this.lastSpec = pod.spec;
    return this.lastSignature;
  }

  private specSignature(pod: Pod): string | null {
    const known = this.ofSpec.get(pod.spec);
    if (known !== undefined) return known;
    const signature = podSignature(this.bySpec, pod) ?? null;
    this.ofSpec.set(pod.spec, signature);
    return signature;
  }
}
