/** The kube-controller-manager: every controller, made together. */
export { controllerModel } from './model.js';
export type { ControllerParts } from './parts.js';
