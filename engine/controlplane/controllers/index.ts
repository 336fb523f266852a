/** The kube-controller-manager. */
export { type Controllers, createControllers } from './create-controllers.js';
export { controllerModel } from './model.js';
export type { ControllerParts } from './parts.js';
