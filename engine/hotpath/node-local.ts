/** Which plugins of a profile judge a pod's class and one node alone, so that their verdicts and scores can be kept. */
import type { Pod } from '../cluster/index.js';
import { canonical, type Dependency, type Framework, type Plugin, type Slotted } from '../framework/index.js';
import { besidesVolumes } from '../objects/index.js';

/** Dependencies that the journal of node changes covers. */
const coveredByJournal: ReadonlySet<Dependency> = new Set<Dependency>(['node-static', 'node-usage', 'cluster-counts']);

/** A Filter plugin at its place among a profile's. */
export interface PlacedFilter extends Slotted {
  readonly order: number;
  /** Whether it has to be asked again when pods came or went. */
  readonly followsUsage: boolean;
}

/** A Score plugin at its place among a profile's. */
export interface PlacedScore extends Slotted {
  readonly order: number;
  readonly weight: number;
  readonly followsUsage: boolean;
  /** Whether it has to be asked again when the number of nodes changes. */
  readonly followsCounts: boolean;
}

/** A profile's plugins, sorted by whether their answers can be kept. */
export class NodeLocal {
  /** In the order of the profile; null where the plugin is asked every time. */
  readonly filters: readonly (PlacedFilter | null)[];
  readonly scores: readonly (PlacedScore | null)[];
  /** Plugins whose answers are kept, each once. */
  readonly signers: readonly Plugin[];
  /** Whether pods of one spec sign alike. */
  readonly signsSpecOnly: boolean;

  constructor(framework: Framework) {
    this.filters = framework.filters.map((filter, order) => {
      const depends = listed(filter.plugin.filter!.dependsOn);
      return canBeKept(filter.plugin, depends) ? { ...filter, order, followsUsage: followsUsage(depends) } : null;
    });
    this.scores = framework.scores.map((score, order) => {
      const depends = listed(score.plugin.score!.dependsOn);
      if (!canBeKept(score.plugin, depends)) return null;
      const followsCounts = depends.includes('cluster-counts');
      return { ...score, order, followsUsage: followsUsage(depends), followsCounts };
    });
    const kept = [...this.filters, ...this.scores].flatMap((entry) => (entry === null ? [] : [entry.plugin]));
    this.signers = [...new Set(kept)];
    this.signsSpecOnly = this.signers.every((plugin) => plugin.signsSpecOnly === true);
  }

  /** The spec that stands for all whose pods are sure to sign as those of this one do. */
  standIn(spec: Pod['spec']): Pod['spec'] {
    return this.signers.every((plugin) => plugin.signsNoVolumes?.(spec)) ? besidesVolumes(spec) : spec;
  }

  /** What the plugins sign and read besides, in one text, and those that share with no other pod, whose answers are not kept then. */
  sign(pod: Pod): { readonly text: string; readonly unsigned: readonly Plugin[] } {
    const unsigned: Plugin[] = [];
    const parts: string[] = [];
    for (const plugin of this.signers) {
      const signed = plugin.signs!(pod);
      if (signed === undefined) {
        unsigned.push(plugin);
        parts.push('unsigned');
      } else parts.push(`${canonical(signed)} ${canonical(plugin.readsBesides?.(pod))}`);
    }
    return { text: parts.join('\n'), unsigned };
  }
}

function canBeKept(plugin: Plugin, depends: readonly Dependency[]): boolean {
  return plugin.signs !== undefined && depends.every((dependency) => coveredByJournal.has(dependency));
}

function followsUsage(depends: readonly Dependency[]): boolean {
  return depends.includes('node-usage');
}

function listed(depends: Dependency | readonly Dependency[]): readonly Dependency[] {
  return typeof depends === 'string' ? [depends] : depends;
}
