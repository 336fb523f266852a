/** How a controller makes and deletes pods: through its client, with an event for each, and expecting to see what it did. Upstream: RealPodControl in pkg/controller/controller_utils.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import type { ApiClient } from '../client.js';
import type { PodDraft } from '../pod-api.js';
import type { StoredObject } from '../store.js';
import type { EventRecorder } from './event-recorder.js';
import { Expectations } from './expectations.js';
import { atOnce, type Sync, slowStart } from './sync.js';
import type { Toolbox } from './toolbox.js';

/** Invariant: whatever it asks for is expected, until it is refused. */
export class PodControl {
  readonly expectations = new Expectations();
  readonly events: EventRecorder;

  constructor(
    private readonly tools: Toolbox,
    private readonly client: ApiClient,
  ) {
    this.events = tools.recorder(client);
  }

  /** Makes pods in growing batches; false where one was refused. What was not made is not expected. */
  *create(owner: StoredObject, drafts: readonly PodDraft[]): Sync<boolean> {
    const made = yield* slowStart(drafts.length, (i, heard) => this.createOne(owner, drafts[i]!, heard));
    for (let i = made; i < drafts.length; i++) this.expectations.creationObserved(owner.index);
    return made === drafts.length;
  }

  /** Deletes pods at once. */
  *delete(owner: StoredObject, pods: readonly Pod[]): Sync<void> {
    yield* atOnce(pods.length, (i, heard) => this.deleteOne(owner, pods[i]!, heard));
  }

  createOne(owner: StoredObject, draft: PodDraft, heard: (ok: boolean) => void): void {
    this.tools.pods.create(this.client, draft, (ok) => {
      this.events.record(owner);
      if (ok) this.tools.ways.child(owner, 'pod');
      heard(ok);
    });
  }

  /** A pod that is gone already is not expected to go. */
  deleteOne(owner: StoredObject, pod: Pod, heard: (ok: boolean) => void): void {
    this.tools.pods.delete(this.client, pod.index, (ok) => {
      if (ok) this.events.record(owner);
      else this.expectations.deletionObserved(owner.index, pod.index);
      heard(ok);
    });
  }

  /** Takes note of what was expected. */
  observe(owner: StoredObject, before: Pod | null, after: Pod | null): void {
    const { expectations } = this;
    if (after === null || after.isTerminating) expectations.deletionObserved(owner.index, (after ?? before)!.index);
    else if (before === null) expectations.creationObserved(owner.index);
  }
}
