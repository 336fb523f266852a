/** The kernel's public face: discrete events, random streams, distributions, stations, queues, digest. */
export { createDigest, type Digest, hashString } from './digest.js';
export { type Distribution, meanOf, type Sampler, sample, sampler, type WeightedValue } from './distribution.js';
export type { EventId, EventOptions } from './event-queue.js';
export { gamma } from './gamma.js';
export { createKernel, type Handler, type HandlerId, type Kernel, type RunBounds, type RunOutcome } from './kernel.js';
export { exp, log, pow } from './math.js';
export { normalQuantile } from './normal-quantile.js';
export { type NumberQueue, numberQueue } from './number-queue.js';
export { Parcels } from './parcels.js';
export { capacityOf, createProcessor, type Processor, type ProcessorOptions } from './processor.js';
export { roomFor } from './room-for.js';
export type { Station, StationOptions, StationStats } from './station.js';
export { createStream, type Stream } from './stream.js';
export { createTokenBucket, type TokenBucket } from './token-bucket.js';
export { type Fault, validateDistribution } from './validate-distribution.js';
export type { WorkQueue, WorkQueueOptions, WorkQueueStats } from './work-queue.js';
