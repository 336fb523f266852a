/** The control plane: API server, etcd, watches, clients. */
export { compileAdopted } from './adopted-pods.js';
export { type ApiServer, createApiServer, type Operation, type OperationId } from './api-server.js';
export { type ArrivalParts, startArrivals, startReplay } from './arrivals.js';
export { type ApiClient, createClient } from './client.js';
export { createCompletions } from './completions.js';
export { createLifetimes, type Lifetimes, workloadModel } from './lifetimes.js';
export { apiServerModel, clientModel, etcdModel, machineModel, watchModel } from './model.js';
export { createObjectApi, type ObjectApi } from './object-api.js';
export { GroupedObject, type ObjectTemplate } from './object-group.js';
export { createPodApi, type Heard, type PodApi, type PodDraft } from './pod-api.js';
export { type CompiledTemplate, compileTemplate, controllerReference, type TemplateOwner } from './pod-templates.js';
export { type Program, type ProgramParts, startProgram } from './program/index.js';
export { createSchedulerPort, pluginRandom } from './scheduler-port.js';
export { ApiStore, isGone, type StoredObject } from './store.js';
export { scheduleTimeline, type UserParts } from './users.js';
export {
  createWatches,
  type ObjectChangeEvent,
  type ObjectWatcher,
  type PodChangeEvent,
  type PodWatcher,
  type Watches,
} from './watches.js';
