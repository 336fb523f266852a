/** The priority classes every cluster has: their values, by name. Source: pkg/apis/scheduling/types.go, v1.36. */
export const systemPriorities: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);
