/** What the tests of the plugins that look at topology domains share. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import { type Plugin, success } from '../framework/index.js';
import { aCycle, type NodeOptions, type PodOptions } from './testing.js';

/** Topology keys. */
export const hostname = 'kubernetes.io/hostname';
export const zone = 'topology.kubernetes.io/zone';

/** A node with its hostname label, in a zone ("" for none), with pods that have these labels, given as "key=value,…". */
export function inZone(name: string, zoneName: string, ...podLabels: string[]): NodeOptions {
  const pods: PodOptions[] = podLabels.map((text) => ({ labels: labelsIn(text) }));
  return { name, labels: { [hostname]: name, ...(zoneName && { [zone]: zoneName }) }, pods };
}

/** Labels written as "key=value,…". */
export function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((label) => label.split('=') as [string, string]));
}

/** What the plugin's filter says of each node: "ok", or the reason it gives; "skip" where PreFilter leaves the filter out. */
export function verdicts(plugin: Plugin, pod: Pod, cluster: Cluster): Record<string, string> | 'skip' {
  const { status, state } = plugin.preFilter!.check(pod, aCycle(cluster));
  if (status.code === 'Skip') return 'skip';
  return Object.fromEntries(cluster.nodes.map((node) => [node.name, verdictOf(plugin, pod, node, state)]));
}

/** What the plugin's filter says of one node. */
export function verdictOf(plugin: Plugin, pod: Pod, node: NodeInfo, state: unknown): string {
  const status = plugin.filter!.check(pod, node, state);
  return status === success ? 'ok' : `${status.code}: ${status.message}`;
}

/** Scores in the order of the nodes. */
export interface Scores {
  readonly raw: number[];
  readonly normalized: number[];
}

/** The plugin's scores of the feasible nodes, all where none are named; "skip" where PreScore leaves them out. */
export function scores(plugin: Plugin, pod: Pod, cluster: Cluster, feasible?: readonly string[]): Scores | 'skip' {
  const nodes = feasible?.map((name) => cluster.node(name)!) ?? cluster.nodes;
  const { status, state } = plugin.preScore!(pod, nodes, undefined, aCycle(cluster));
  if (status.code === 'Skip') return 'skip';
  const raw = nodes.map((node) => plugin.score!.score(pod, node, state, undefined) as number);
  const normalized = Float64Array.from(raw);
  plugin.score!.normalize!(normalized, pod, nodes, state);
  return { raw, normalized: [...normalized] };
}
