/** Every component's model, by the name its constants are overridden with. */
import { controllerModel } from '../controlplane/controllers/index.js';
import {
  apiServerModel,
  clientModel,
  etcdModel,
  machineModel,
  watchModel,
  workloadModel,
} from '../controlplane/index.js';
import { checkOverrides, type Model } from '../models/index.js';
import { networkModel } from '../network/index.js';
import { imageModel, nodeModel } from '../node/index.js';
import { schedulerModel } from '../scheduler/index.js';

export const allModels: Readonly<Record<string, Model>> = {
  apiserver: apiServerModel,
  etcd: etcdModel,
  watch: watchModel,
  machine: machineModel,
  client: clientModel,
  controllers: controllerModel,
  scheduler: schedulerModel,
  workload: workloadModel,
  node: nodeModel,
  image: imageModel,
  network: networkModel,
};

/** Refuses overrides that name nothing. */
export function checkModels(overrides: Readonly<Record<string, unknown>>): void {
  checkOverrides(allModels, overrides);
}
