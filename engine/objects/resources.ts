/** Resource vectors in the scheduler's own units: CPU in milli-cores, everything else in whole units. */
export interface Resources {
  cpuMilli: number;
  memoryBytes: number;
  ephemeralStorageBytes: number;
  /** Extended resources, hugepages and attachable volumes by name; whole numbers. */
  scalars: ReadonlyMap<string, number>;
  /** By resource, the amounts to which the number is only the nearest float64; absent where there are none. */
  readonly exact?: ReadonlyMap<string, bigint>;
}

/** A node's allocatable: resources and how many pods it takes. */
export interface Allocatable extends Resources {
  pods: number;
}

/** CPU and memory as scoring counts them. */
export type NonZeroRequests = Readonly<Pick<Resources, 'cpuMilli' | 'memoryBytes' | 'exact'>>;

/** CPU that scoring assumes for a container without a request. Source: pkg/scheduler/util/pod_resources.go, v1.36. */
export const defaultCpuMilliForScoring = 100;
/** Memory that scoring assumes for a container without a request: 200 MiB. Source: as above. */
export const defaultMemoryBytesForScoring = 200 * 1024 * 1024;

/** One resource of the vector; 0 if it is not there. */
export function amountIn(resources: Resources, name: string): number {
  switch (name) {
    case 'cpu':
      return resources.cpuMilli;
    case 'memory':
      return resources.memoryBytes;
    case 'ephemeral-storage':
      return resources.ephemeralStorageBytes;
    default:
      return resources.scalars.get(name) ?? 0;
  }
}

/** The same to the last unit. */
export function exactAmountIn(resources: Resources, name: string): bigint {
  return resources.exact?.get(name) ?? BigInt(amountIn(resources, name));
}
