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

  constructor(signers: readonly Plugin[]) {
    this.bySpec = signers.filter((plugin) => plugin.signsSpecOnly === true);
    this.byPod = signers.filter((plugin) => plugin.signsSpecOnly !== true);
  }

  /** Equal for pods that all plugins see alike; undefined: at least one reads more than the pod itself. */
  signatureOf(pod: Pod): string | undefined {
    if (this.refuser !== null && this.refuser.signs!(pod) === undefined) return undefined;
    const parts: string[] = [];
    for (const plugin of this.byPod) {
      const signed = plugin.signs!(pod);
      if (signed === undefined) {
        this.refuser = plugin;
        return undefined;
      }
      parts.push(canonical(signed));
    }
    const ofSpec = this.specSignature(pod);
    return ofSpec === null ? undefined : `${ofSpec}\n${parts.join('\n')}`;
  }

  private specSignature(pod: Pod): string | null {
    const known = this.ofSpec.get(pod.spec);
    if (known !== undefined) return known;
    const signature = podSignature(this.bySpec, pod) ?? null;
    this.ofSpec.set(pod.spec, signature);
    return signature;
  }
}
