/** Events that a controller writes about its objects: one at a time, from its client's bucket, and not too many about one object. Upstream: client-go/tools/record, v0.36. */
import { createTokenBucket, type Kernel, numberQueue, type TokenBucket } from '../../kernel/index.js';
import type { ApiServer, OperationId } from '../api-server.js';
import type { ApiClient } from '../client.js';
import type { StoredObject } from '../store.js';

/** client-go/tools/record/events_cache.go: 25 at once about one object, then one in five minutes. */
const burst = 25;
const perSecond = 1 / 300;
/** Events that wait; further ones are dropped. Source: maxQueuedEvents in client-go/tools/record/event.go. */
const mostWaiting = 1000;

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
  private readonly waiting = numberQueue();
  private sending = false;
  private sent = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly send: (object: number, nth: number) => void,
  ) {}

  /** Writes an event about the object, unless there are too many. */
  record(about: StoredObject): void {
    if (this.waiting.length >= mostWaiting) return;
    this.waiting.push(about.index);
    if (!this.sending) this.next();
  }

  /** Sends the next event that may be sent, once the one before is answered. */
  next(): void {
    this.sending = false;
    while (this.waiting.length > 0 && !this.sending) {
      const object = this.waiting.shift();
      this.sending = this.bucketOf(object).tryTake(this.kernel.nowUs());
      if (this.sending) this.send(object, this.sent++);
    }
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
