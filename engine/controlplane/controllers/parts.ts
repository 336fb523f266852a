/** What every controller is made from. */
import type { Digest, Kernel } from '../../kernel/index.js';
import type { JourneyRow } from '../../metrics/index.js';
import type { Values } from '../../models/index.js';
import type { PodTemplateV1 } from '../../objects/index.js';
import type { ApiServer } from '../api-server.js';
import type { ApiClient } from '../client.js';
import type { ObjectApi } from '../object-api.js';
import type { PodApi } from '../pod-api.js';
import type { CompiledTemplate, TemplateOwner } from '../pod-templates.js';
import type { ApiStore } from '../store.js';
import type { Watches } from '../watches.js';
import type { controllerModel } from './model.js';

export interface ControllerParts {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly pods: PodApi;
  readonly objects: ObjectApi;
  readonly digest: Digest;
  readonly model: Values<typeof controllerModel>;
  /** The release's minor version: 36 for Kubernetes 1.36. */
  readonly minor: number;
  /** A controller's client; each has a token bucket of its own. */
  clientFor(name: string): ApiClient;
  /** Compiles a template as the pods of `owner`. Controllers keep what they got for as long as the template is the same object. */
  compile(template: PodTemplateV1, namespace: string, owner: TemplateOwner): CompiledTemplate;
  /** Says that the API server refuses what a controller makes for an object ("ReplicaSet/shop/web-5d9c"). */
  refused(object: string, reason: string): void;
  /** Ways of objects, for the result. */
  readonly journeys: JourneyRow[];
  /** No kubelet is simulated: a pod counts as ready once it is bound. */
  readonly readyAtBinding: boolean;
  /** Says that a pod is deleted because its node failed. */
  evicted(pod: number): void;
}
