/** Why a workload is not run: it has something that is not simulated, and running it as if that were absent would be another workload. */
export class NotSimulated extends Error {}
