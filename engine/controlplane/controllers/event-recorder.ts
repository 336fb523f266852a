/** Events that a controller writes about its objects: one at a time, from its client's bucket, and not too many about one object. Upstream: client-go/tools/record, v0.36. */
import { createTokenBucket, type Kernel, type TokenBucket } from '../../kernel/index.js';
import type { ApiServer, OperationId } from '../api-server.js';
import type { ApiClient } from '../client.js';
import type { StoredObject } from '../store.js';

/** client-go/tools/record/events_cache.go: 25 at once about one object, then one in five minutes. */
const burst = 25;
const perSecond = 1 / 300;

/** What makes all recorders: the call they share. */
export function eventRecorders(kernel: Kernel, api: ApiServer, drawIdOf: (object: number) => number) {
  const recorders: EventRecorder[] = [];
  const creating: OperationId = api.operation({
    name: 'create events',
    drawIdOf,
    commit: () => true,
    reply: (_object, recorder) => recorders[recorder]!.next(),
  });
  return (client: ApiClient): EventRecorder => {
    const recorder = new EventRecorder(kernel, (object, nth) =>
      api.submit(creating, client, object, recorders.indexOf(recorder), nth),
    );
    recorders.push(recorder);
    return recorder;
  };
}

export class EventRecorder {
  private readonly buckets = new Map<number, TokenBucket>();
  private readonly waiting: number[] = [];
  private sending = false;
  private sent = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly send: (object: number, nth: number) => void,
  ) {}

  /** Writes an event about the object, unless there were too many. */
  record(about: StoredObject): void {
    if (!this.bucketOf(about.index).tryTake(this.kernel.nowUs())) return;
    this.waiting.push(about.index);
    if (!this.sending) this.next();
  }

  /** Sends the next event once the one before is answered. */
  next(): void {
    const object = this.waiting.shift();
    this.sending = object !== undefined;
    if (object !== undefined) this.send(object, this.sent++);
  }

  private bucketOf(object: number): TokenBucket {
    let bucket = this.buckets.get(object);
    if (bucket === undefined) {
      bucket = createTokenBucket(perSecond, burst);
      this.buckets.set(object, bucket);
    }
    return bucket;
  }
}
