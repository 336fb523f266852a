/** etcd commits writes in batches, one fsync a batch; a write is seen after its commit. */
import { type Kernel, numberQueue, sampler } from '../kernel/index.js';
import type { Values } from '../models/index.js';
import type { etcdModel } from './model.js';

export interface Etcd {
  /** Queues a write; `drawId` keys the commit's duration where the write leads its batch. */
  write(request: number, drawId: number): void;
}

export function createEtcd(
  kernel: Kernel,
  model: Values<typeof etcdModel>,
  committed: (request: number) => void,
): Etcd {
  const waiting = numberQueue();
  const drawIds = numberQueue();
  const stream = kernel.stream('etcd/fsync');
  const fsyncUs = sampler(model.fsyncUs);
  let leader = 0;
  let batches = 0;
  const disk = kernel.station('etcd/fsync', {
    servers: 1,
    serviceUs: () => fsyncUs(stream.uniform(leader, 0, batches++)),
    onDone: acknowledge,
  });
  return { write };

  function write(request: number, drawId: number): void {
    waiting.push(request);
    drawIds.push(drawId);
    if (disk.idle) fsync();
  }

  function fsync(): void {
    leader = drawIds.at(0);
    disk.serve(Math.min(waiting.length, model.maxBatch));
  }

  function acknowledge(batchSize: number): void {
    for (let i = 0; i < batchSize; i++) {
      drawIds.shift();
      committed(waiting.shift());
    }
    if (waiting.length > 0 && disk.idle) fsync();
  }
}
