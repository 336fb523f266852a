/** Resource vectors in the scheduler's own units: CPU in milli-cores, everything else in whole units. */
export interface Resources {
  cpuMilli: number;
  memoryBytes: number;
  ephemeralStorageBytes: number;
  /** Extended resources, hugepages and attachable volumes by name; whole numbers. */
  scalars: ReadonlyMap<string, number>;
}

/** A node's allocatable: resources and how many pods it takes. */
export interface Allocatable extends Resources {
  pods: number;
}

/** CPU that scoring assumes for a container without a request. Source: pkg/scheduler/util/pod_resources.go, v1.36. */
export const defaultCpuMilliForScoring = 100;
/** Memory that scoring assumes for a container without a request: 200 MiB. Source: as above. */
export const defaultMemoryBytesForScoring = 200 * 1024 * 1024;
